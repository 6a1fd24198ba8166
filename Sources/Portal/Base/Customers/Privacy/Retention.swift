import Database
import Domain
import Ground

/// Takes out, once a day, those who have had nothing to do with the company for as long as its setting says.
struct Retention: RunKind {
    static let name = "retention"
    private static let together = 20
    var name: String { Self.name }
    var every: Int64? { 86_400 }

    func open(_: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork { Work(company: company) }

    private struct Work: RunWork {
        let company: OpenCompany

        /// - Parameter step: the last one that was looked at. Whom something stands against is left for tomorrow.
        mutating func next(after step: String) async throws -> RunStep {
            let company = company
            let beyond = ID<Customer>(step) ?? ID(0)
            let found = try await company.readAtLength { tx -> (since: Instant, due: [ID<Customer>])? in
                guard let months = try PrivacySetting(tx).months else { return nil }
                let since = PrivacySetting.start(of: months, before: tx.now)
                let due = try company.fittings[PrivacySlots.due].flatMap {
                    try $0(since, beyond, Retention.together, tx)
                }
                return (since, due)
            }
            guard let (since, due) = found, let last = due.last else { return .end { _ in } }
            return .write { tx in
                let silent = try due.filter { customer in
                    try !company.fittings[PrivacySlots.dealings].contains { try $0(customer, since, tx) }
                }
                let commands = silent.map { EraseCustomer(customer: $0, person: nil) }
                let free = try commands.filter { try $0.isFree(in: company, tx) }
                if !free.isEmpty { try EraseCustomer.run(free, in: company, tx) }
                return RunProgress(last.description, done: due.count)
            }
        }
    }
}
