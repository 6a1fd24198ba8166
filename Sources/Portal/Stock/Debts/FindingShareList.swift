import Base
import Database
import Domain

/// What was found of removed parts, dealer by dealer.
enum FindingShareList {
    struct Line: Sendable {
        let dealer: ID<Dealer>
        let name: String
        let code: String
        let share: FindingShare
    }

    /// A year.
    static let days = 365

    /// Of the parts removed since that day, those who have had the most inspected first.
    static func all(since day: CalendarDay, _ tx: Transaction) throws -> [Line] {
        try tx.rows(
            """
            SELECT d.id, d.name, d.code, s.inspected, s.whole FROM (
                SELECT e.dealer_id, count(*) AS inspected, sum(CASE WHEN e.finding = 'no_fault' THEN 1 ELSE 0 END) AS whole
                FROM part_debt e WHERE e.finding IS NOT NULL AND e.born_on >= \(day) GROUP BY e.dealer_id) s
            JOIN dealer d ON d.id = s.dealer_id ORDER BY s.inspected DESC, d.code
            """
        ).map { row in
            Line(
                dealer: try row("id"), name: try row("name"), code: try row("code"),
                share: FindingShare(inspected: try row("inspected"), withoutFault: try row("whole")))
        }
    }
}
