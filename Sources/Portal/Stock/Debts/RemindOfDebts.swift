import Base
import Database
import Domain
import Ground

/// Reminds dealers, once a day, of the removed parts that are to come back soon, and of those that did not: of each part once
/// before its day and once after it.
struct RemindOfDebts: RunKind {
    let name = "part_reminders"
    let every: Int64? = 86_400

    func open(_: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork { Work(company: company) }

    private struct Work: RunWork {
        let company: OpenCompany

        /// - Parameter step: the last dealer who was looked at.
        mutating func next(after step: String) async throws -> RunStep {
            let company = company
            let beyond = ID<Dealer>(step) ?? ID(0)
            let dealers = try await company.read { tx in
                guard try StockSetting(tx).isOn else { return [ID<Dealer>]() }
                return try PartReminderStore.dealers(beyond: beyond, on: company.clock.day(of: tx.now), tx)
            }
            guard let last = dealers.last else { return .end { _ in } }
            return .write { tx in
                for dealer in dealers {
                    try PartReminderStore.remind(dealer, on: company.clock.day(of: tx.now), tx)
                }
                return RunProgress(last.description, done: Int(last.value))
            }
        }
    }
}
