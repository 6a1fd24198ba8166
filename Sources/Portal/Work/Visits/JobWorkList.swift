import Database
import Domain

extension JobWork {
    /// Of jobs that are known to be in sight. A dealer's file tells of his own visits.
    package static func all(
        of jobs: [ID<Job>], _ sight: Actor.Sight, _ tx: Transaction
    ) throws -> [ID<Job>: JobWork] {
        var works: [ID<Job>: JobWork] = [:]
        let visits = try tx.rows(
            """
            SELECT v.job_id, v.outcome, v.cause, v.remedy, v.km_tenths, v.minutes,
                   v.customer_labour + v.customer_parts + v.customer_travel AS paid
            FROM visit v WHERE v.job_id IN (\(jobs)) AND \(VisitList.own(sight)) ORDER BY v.id
            """)
        for row in visits { try works[row("job_id"), default: JobWork()].add(row) }
        let parts = try tx.rows(
            """
            SELECT v.job_id, t.part, t.quantity FROM visit v JOIN visit_part t ON t.visit_id = v.id
            WHERE v.job_id IN (\(jobs)) AND \(VisitList.own(sight)) ORDER BY t.id
            """)
        for row in parts {
            let (part, quantity): (String, Int) = (try row("part"), try row("quantity"))
            try works[row("job_id"), default: JobWork()].parts.append("\(part) × \(quantity)")
        }
        return works
    }
}
