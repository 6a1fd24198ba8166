import Domain
import Synchronization

/// How much each person of a company has not read yet, kept for some seconds: it stands on every page.
final class BellShelf: Shelf {
    /// More is shown as "99+".
    static let bound = 100
    /// Seconds that a count is good for; what this person reads himself counts at once.
    private static let patience: Int64 = 20

    private struct Count: Sendable {
        let unread: Int
        let at: Instant
    }

    private let counts = Mutex<[ID<Person>: Count]>([:])

    init() {}

    func unread(by person: ID<Person>, in company: OpenCompany, at now: Instant) async throws -> Int {
        if let known = counts.withLock({ $0[person] }), known.at.adding(seconds: Self.patience) > now {
            return known.unread
        }
        let unread = try await company.read { try OutboxStore.unread(by: person, upTo: Self.bound, $0) }
        counts.withLock { $0[person] = Count(unread: unread, at: now) }
        return unread
    }

    func forget(_ person: ID<Person>) { counts.withLock { $0[person] = nil } }
}

extension CompanyContext {
    /// Where this person reads his notices; nil for those who get none.
    package var bellPath: String? { portal.routes.bell(self)?.href }

    /// These notices of this person are read.
    package func readBell(_ rows: ClosedRange<Int64>) async throws {
        let person = actor.person
        try await company.write { try OutboxStore.read(by: person, rows, $0) }
        company.shelf(BellShelf.self).forget(person)
    }
}
