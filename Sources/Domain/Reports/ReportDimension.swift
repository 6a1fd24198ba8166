/// By what jobs are told apart.
public enum ReportDimension: String, CaseIterable, Sendable {
    case all, group, model, dealer, city, service, symptom, cause, part

    /// Those that somebody chooses among.
    public static let chosen = allCases.filter { $0 != .all }

    /// Whether each job is under one of its keys, so that their sums are those of all jobs; a job has many parts, or none.
    public var isOfEachJob: Bool { self != .part }

    /// What can be said by it: a symptom and a cause are known at the end alone, a part of repairs.
    public var measures: [Measure] {
        switch self {
        case .symptom, .cause: [.done, .repairs, .repeats, .firstTime, .completion, .cost, .jobCost, .parts]
        case .part: [.repairs, .repeats, .firstTime, .jobCost, .parts]
        default: Measure.allCases
        }
    }
}
