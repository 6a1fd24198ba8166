import Database
import Domain
import Ground
import Web

/// Takes out, once a day, those who have had nothing to do with the company for as long as its setting says.
struct Retention: RunKind {
    static let name = "retention"
    var name: String { Self.name }
    var every: Int64? { 86_400 }

    func open(_: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork { Work(company: company) }

    private struct Work: RunWork {
        /// So many are named where they could not be taken out.
        private static let mostNamed = 5

        let company: OpenCompany
        /// How many go in one transaction: one by one once several have failed together.
        private var together = 20
        private var tried: [ID<Customer>] = []
        /// Who could not be taken out: else one would keep all after him for ever.
        private var left: [ID<Customer>] = []

        init(company: OpenCompany) { self.company = company }

        /// - Parameter step: the last one that was looked at. Whom something stands against is left for tomorrow.
        mutating func next(after step: String) async throws -> RunStep {
            let (company, together) = (company, together)
            let beyond = ID<Customer>(max(Int64(step) ?? 0, left.last?.value ?? 0))
            let found = try await company.readAtLength { tx -> (since: Instant, due: [ID<Customer>])? in
                guard let months = try PrivacySetting(tx).months else { return nil }
                let since = PrivacySetting.start(of: months, before: tx.now)
                let due = try company.fittings[PrivacySlots.due].flatMap { try $0(since, beyond, together, tx) }
                return (since, due)
            }
            tried = found?.due ?? []
            guard let (since, due) = found, let last = due.last else { return end }
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

        mutating func goesRound() -> Bool {
            if tried.count == 1 { left += tried } else { together = 1 }
            return !tried.isEmpty
        }

        private var end: RunStep {
            guard !left.isEmpty else { return .end { _ in } }
            let names = left.prefix(Self.mostNamed).map { "#\($0)" } + (left.count > Self.mostNamed ? ["…"] : [])
            let list = names.joined(separator: " ").isolatedLeftToRight
            return .endBut(Complaint("privacy.left", String(left.count), list))
        }
    }
}
