import Base
import Database
import Domain
import Ground

/// What was done to one machine on all of its jobs.
extension VisitList {
    struct OfUnit: Sendable {
        let job: String
        let day: CalendarDay
        let outcome: VisitOutcome
        /// nil for the company's own workshop.
        let dealer: String?
    }

    /// The newest first.
    static func ofUnit(_ unit: ID<Unit>, limit: Int, _ tx: Transaction) throws -> [OfUnit] {
        try tx.rows(
            """
            SELECT j.number, v.visited_on, v.outcome, d.name FROM job j JOIN visit v ON v.job_id = j.id
            LEFT JOIN dealer d ON d.id = v.dealer_id
            WHERE j.unit_id = \(unit) ORDER BY v.visited_on DESC, v.id DESC LIMIT \(literal: limit)
            """
        ).map {
            OfUnit(
                job: try $0("number"), day: try $0("visited_on"), outcome: try $0("outcome"),
                dealer: try $0.optional("name"))
        }
    }

    struct PartOfUnit: Sendable {
        let job: String
        let day: CalendarDay
        let name: String
        let quantity: Int
    }

    static func partsOfUnit(_ unit: ID<Unit>, limit: Int, _ tx: Transaction) throws -> [PartOfUnit] {
        try tx.rows(
            """
            SELECT j.number, v.visited_on, p.part, p.quantity FROM job j JOIN visit v ON v.job_id = j.id
            JOIN visit_part p ON p.visit_id = v.id
            WHERE j.unit_id = \(unit) ORDER BY v.visited_on DESC, p.id DESC LIMIT \(literal: limit)
            """
        ).map {
            PartOfUnit(
                job: try $0("number"), day: try $0("visited_on"), name: try $0("part"), quantity: try $0("quantity"))
        }
    }
}
