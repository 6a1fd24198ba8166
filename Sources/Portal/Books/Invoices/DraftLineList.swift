import Database
import Domain
import Ground
import Work

/// What a job's bill is made of.
enum DraftLineList {
    /// When and how its work ended; nil while it goes on.
    static func end(of job: ID<Job>, _ tx: Transaction) throws -> (day: CalendarDay?, outcome: String?) {
        let row = try tx.one("SELECT completed_on, outcome FROM job WHERE id = \(job)")
        return (try row.optional("completed_on"), try row.optional("outcome"))
    }

    /// The longest way that somebody went for it, one way, in tenths of a kilometre; nil where nobody went anywhere.
    static func way(of job: ID<Job>, _ tx: Transaction) throws -> Int? {
        try tx.value("SELECT max(km_tenths) FROM visit WHERE job_id = \(job) AND dealer_id IS NOT NULL")
    }

    /// What was fitted at its visits.
    static func parts(of job: ID<Job>, _ tx: Transaction) throws -> [VisitFacts.Part] {
        try tx.rows(
            """
            SELECT p.part, p.part_id, sum(p.quantity) AS pieces FROM visit_part p JOIN visit v ON v.id = p.visit_id
            WHERE v.job_id = \(job) GROUP BY p.part, p.part_id ORDER BY min(p.id)
            """
        ).map { row in
            VisitFacts.Part(
                name: try row("part"), quantity: try row("pieces"), part: try row.optional("part_id"))
        }
    }

    /// What was taken at reception.
    static func deposit(of job: ID<Job>, _ tx: Transaction) throws -> Int64 {
        try tx.value("SELECT deposit FROM job_intake WHERE job_id = \(job)") ?? 0
    }

    /// What dealers have collected.
    static func collected(of job: ID<Job>, _ tx: Transaction) throws -> Int64 {
        try tx.value(
            """
            SELECT sum(customer_labour + customer_parts + customer_travel) FROM visit
            WHERE job_id = \(job) AND dealer_id IS NOT NULL
            """) ?? 0
    }
}
