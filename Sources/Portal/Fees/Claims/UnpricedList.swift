import Database
import Domain
import Ground

/// Done jobs that no tariff has priced: they have no claim, and wait until there is a tariff for their day.
enum UnpricedList {
    struct Line: Sendable {
        let number: String
        let dealer: String
        let completedOn: CalendarDay
    }

    static func count(_ tx: Transaction) throws -> Int { try CountList.of("unpriced_job", tx) }

    /// Oldest first.
    static func all(limit: Int, _ tx: Transaction) throws -> [Line] {
        try tx.rows(
            """
            SELECT j.number, d.name, u.completed_on
            FROM unpriced_job u JOIN job j ON j.id = u.job_id JOIN dealer d ON d.id = j.dealer_id
            ORDER BY u.completed_on, u.job_id LIMIT \(literal: limit)
            """
        ).map { Line(number: try $0("number"), dealer: try $0("name"), completedOn: try $0("completed_on")) }
    }
}
