import Database
import Domain

/// Changes of dealers' bank accounts as pages show them.
enum ShebaChangeList {
    private static let shownDecided = 50

    struct Line: Sendable {
        let id: ID<ShebaChange>
        let code: String
        let dealer: String
        let before: String
        let after: String
        let origin: ShebaChangeStore.Origin
        let state: ShebaChangeStore.State
        let askedBy: ID<Person>?
        let asker: String?
        let askedAt: Instant
        let decider: String?
        let decidedAt: Instant?
        /// Why one person was enough; empty where there were two.
        let eased: String
    }

    /// Oldest first.
    static func waiting(_ tx: Transaction) throws -> [Line] {
        try lines("s.state = 'waiting' ORDER BY s.id", tx)
    }

    /// The last of them, newest first.
    static func decided(_ tx: Transaction) throws -> [Line] {
        try lines("s.state <> 'waiting' ORDER BY s.id DESC LIMIT \(literal: shownDecided)", tx)
    }

    /// The account that waits to become this dealer's.
    static func waiting(for dealer: ID<Dealer>, _ tx: Transaction) throws -> String? {
        try tx.value("SELECT sheba_after FROM sheba_change WHERE dealer_id = \(dealer) AND state = 'waiting'")
    }

    private static func lines(_ condition: SQL, _ tx: Transaction) throws -> [Line] {
        try tx.rows(
            """
            SELECT s.id, d.code, d.name, s.sheba_before, s.sheba_after, s.origin, s.state, s.asked_by, a.name AS asker,
                   s.asked_at, p.name AS decider, s.decided_at, s.eased
            FROM sheba_change s JOIN dealer d ON d.id = s.dealer_id
            LEFT JOIN person a ON a.id = s.asked_by LEFT JOIN person p ON p.id = s.decided_by
            WHERE \(condition)
            """
        ).map { row in
            Line(
                id: try row("id"), code: try row("code"), dealer: try row("name"), before: try row("sheba_before"),
                after: try row("sheba_after"), origin: try row("origin"), state: try row("state"),
                askedBy: try row.optional("asked_by"), asker: try row.optional("asker"), askedAt: try row("asked_at"),
                decider: try row.optional("decider"), decidedAt: try row.optional("decided_at"),
                eased: try row("eased"))
        }
    }
}
