import Database
import Domain

/// Who helped himself by a guide on the company's own pages: how many a day, and nothing of who they were.
package enum GuideDayStore {
    /// How many of the last days are looked at.
    package static let days = 30

    package struct Count: Sendable {
        package let today: Int
        package let lately: Int
    }

    /// One more.
    package static func add(_ group: ID<ProductGroup>, on day: CalendarDay, _ tx: Transaction) throws {
        try tx.execute(
            """
            INSERT INTO guide_day (group_id, day, solved) VALUES (\(group), \(day), 1)
            ON CONFLICT (group_id, day) DO UPDATE SET solved = guide_day.solved + 1
            """)
    }

    /// - Parameter group: nil for all.
    package static func count(of group: ID<ProductGroup>?, today: CalendarDay, _ tx: Transaction) throws -> Count {
        let own: SQL = group.map { "group_id = \($0) AND" } ?? ""
        let row = try tx.one(
            """
            SELECT coalesce(sum(CASE WHEN day = \(today) THEN solved ELSE 0 END), 0) AS today, coalesce(sum(solved), 0) AS lately
            FROM guide_day WHERE \(own) day > \(today.adding(days: -days))
            """)
        return Count(today: try row("today"), lately: try row("lately"))
    }
}
