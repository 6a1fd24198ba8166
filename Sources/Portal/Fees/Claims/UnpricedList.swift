import Database
import Domain

/// Done jobs that no tariff has priced: they have no claim, and wait until there is a tariff for their day.
enum UnpricedList {
    struct Line: Sendable {
        let number: String
        let dealer: String
        let completedOn: CalendarDay
    }

    /// Oldest first.
    static func all(limit: Int, _ tx: Transaction) throws -> [Line] {
        try tx.rows(
            """
            SELECT j.number, d.name, j.completed_on FROM job j JOIN dealer d ON d.id = j.dealer_id
            WHERE j.state = 'done' AND NOT EXISTS (SELECT 1 FROM calculation c WHERE c.job_id = j.id)
            ORDER BY j.received_on, j.id LIMIT \(literal: limit)
            """
        ).map { Line(number: try $0("number"), dealer: try $0("name"), completedOn: try $0("completed_on")) }
    }
}
