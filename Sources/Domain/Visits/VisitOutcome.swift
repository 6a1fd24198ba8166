/// How a visit ended. The first four are what a tariff can ask for (FEES §2); after the last one the job goes on.
public enum VisitOutcome: String, CaseIterable, Sendable {
    case completed
    case checkedOnly = "checked_only"
    case notHome = "not_home"
    case refused
    case toContinue = "to_continue"

    /// Nobody at home ends the job only where the dealer says so: usually he comes again.
    public func deed(endsJob: Bool) -> JobDeed {
        switch self {
        case .completed, .checkedOnly, .refused: .finish
        case .notHome: endsJob ? .finish : .begin
        case .toContinue: .begin
        }
    }
}
