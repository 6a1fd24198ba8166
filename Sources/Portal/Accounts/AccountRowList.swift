import Database
import Domain

/// Rows written by hand, as pages show them.
enum AccountRowList {
    struct Line: Sendable {
        let id: ID<AccountRow>
        let kind: ManualRow
        let amount: Int64
        let day: CalendarDay
        let note: String
        let state: AccountRowState
        let madeBy: ID<Person>
        let madeByName: String?
        let madeAt: Instant
        let decidedByName: String?
    }

    /// A dealer's, newest first: those that wait, and the last of the others.
    static func of(_ dealer: ID<Dealer>, _ tx: Transaction) throws -> [Line] {
        try tx.rows(
            """
            SELECT r.id, r.kind, r.amount, r.on_day, r.note, r.state, r.made_by, r.made_at, m.name AS made_by_name,
                   c.name AS decided_by_name
            FROM account_row r LEFT JOIN person m ON m.id = r.made_by LEFT JOIN person c ON c.id = r.decided_by
            WHERE r.dealer_id = \(dealer)
            ORDER BY CASE WHEN r.state = 'waiting' THEN 0 ELSE 1 END, r.id DESC LIMIT \(literal: 20)
            """
        ).map { row in
            Line(
                id: try row("id"), kind: try row("kind"), amount: try row("amount"), day: try row("on_day"),
                note: try row("note"), state: try row("state"), madeBy: try row("made_by"),
                madeByName: try row.optional("made_by_name"), madeAt: try row("made_at"),
                decidedByName: try row.optional("decided_by_name"))
        }
    }
}
