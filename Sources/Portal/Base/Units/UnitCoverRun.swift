import Database
import Domain
import Ground

/// Keeps with each machine how long the work on it is covered, once a day and after each new rule: through all machines, some
/// hundred at a time.
package struct UnitCoverRun: RunKind {
    package static let name = WarrantyRuleStore.coverRun
    package var name: String { Self.name }
    package var every: Int64? { 86_400 }

    package init() {}

    package func open(_: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork {
        Work(company: company)
    }

    private struct Work: RunWork {
        private static let together = 500
        let company: OpenCompany

        /// - Parameter step: the last one that was looked at.
        mutating func next(after step: String) async throws -> RunStep {
            let company = company
            let beyond = ID<Unit>(step) ?? ID(0)
            let ids = try await company.read { try UnitCoverEndStore.ids(beyond: beyond, limit: Self.together, $0) }
            guard let last = ids.last else { return .end { _ in } }
            return .write { tx in
                try UnitCoverEndStore.keep(ids, on: company.clock.day(of: tx.now), company.clock.calendar, tx)
                return RunProgress(last.description, done: Int(last.value))
            }
        }
    }
}
