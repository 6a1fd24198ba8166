import Database
import Domain

/// Rows written by hand, as pages show them.
package enum AccountRowList {
    package struct Line: Sendable {
        let id: ID<AccountRow>
        package let dealer: String
        /// The dealer's code.
        package let code: String
        let kind: ManualRow
        package let amount: Int64
        let day: CalendarDay
        package let note: String
        let state: AccountRowState
        package let madeBy: ID<Person>
        let madeByName: String?
        let decidedByName: String?
    }

    /// A dealer's, newest first: those that wait, and the last of the others.
    static func of(_ dealer: ID<Dealer>, _ tx: Transaction) throws -> [Line] {
        try lines(
            """
            r.dealer_id = \(dealer) ORDER BY CASE WHEN r.state = 'waiting' THEN 0 ELSE 1 END, r.id DESC
            LIMIT \(literal: 20)
            """, tx)
    }

    /// Those of all dealers that wait for another person, oldest first.
    package static func waiting(_ tx: Transaction) throws -> [Line] {
        try lines("r.state = 'waiting' ORDER BY r.id LIMIT \(literal: 200)", tx)
    }

    private static func lines(_ condition: SQL, _ tx: Transaction) throws -> [Line] {
        try tx.rows(
            """
            SELECT r.id, d.name AS dealer, d.code, r.kind, r.amount, r.on_day, r.note, r.state, r.made_by,
                   m.name AS made_by_name, c.name AS decided_by_name
            FROM account_row r JOIN dealer d ON d.id = r.dealer_id
            LEFT JOIN person m ON m.id = r.made_by LEFT JOIN person c ON c.id = r.decided_by
            WHERE \(condition)
            """
        ).map { row in
            Line(
                id: try row("id"), dealer: try row("dealer"), code: try row("code"), kind: try row("kind"),
                amount: try row("amount"), day: try row("on_day"), note: try row("note"), state: try row("state"),
                madeBy: try row("made_by"), madeByName: try row.optional("made_by_name"),
                decidedByName: try row.optional("decided_by_name"))
        }
    }
}
