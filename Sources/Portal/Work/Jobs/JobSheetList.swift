import Base
import Database
import Domain
import Web

/// All that a job's page shows of the job itself.
struct JobSheet: Sendable {
    let job: JobRow
    let row: Row
    let events: [Row]

    /// What the machine's warranty is computed from.
    let cover: UnitCover
    /// Frozen when the job was finished; nil before.
    let warranty: Warranty?
}

enum JobSheetList {
    /// More than any job has had; a page must end somewhere.
    private static let mostEvents = 300

    /// - Throws: `Refusal.hidden` where there is none, or none that this person sees.
    static func find(_ number: String, _ sight: Actor.Sight, _ tx: Transaction) throws -> JobSheet {
        guard let row = try tx.row(statement(number, sight)) else { throw Refusal.hidden }
        let job = try JobRow(row)
        return JobSheet(
            job: job, row: row, events: try events(job.id, sight, tx), cover: try UnitStore.cover(of: job.unit, tx),
            warranty: try row.optional("warranty"))
    }

    private static func statement(_ number: String, _ sight: Actor.Sight) -> SQL {
        """
        SELECT \(JobRow.columns), j.waiting, j.address, j.stated_fault, j.received_on, j.appointment_on,
            j.appointment_from, j.appointment_to, j.completed_at, j.outcome, j.warranty, k.name AS customer, k.mobile,
            u.serial, u.purchased_on, u.installed_on, m.code AS model_code, m.name AS model,
            g.name_fa, g.name_en, d.code AS dealer_code, d.name AS dealer, d.mobile AS dealer_mobile,
            t.name AS technician
        FROM job j
        JOIN customer k ON k.id = j.customer_id
        JOIN unit u ON u.id = j.unit_id
        JOIN product_model m ON m.id = u.model_id
        JOIN product_group g ON g.id = j.group_id
        LEFT JOIN dealer d ON d.id = j.dealer_id
        LEFT JOIN person t ON t.id = j.technician_id
        WHERE j.number = \(number) AND \(JobStore.within(sight))
        """
    }

    /// Newest first. A dealer reads from the moment the job was put to him: what an earlier dealer did is not his.
    private static func events(_ job: ID<Job>, _ sight: Actor.Sight, _ tx: Transaction) throws -> [Row] {
        let since: SQL =
            switch sight {
            case .company: "1 = 1"
            case .dealer, .technician:
                """
                (e.kind IN ('added', 'imported')
                 OR e.id >= (SELECT max(o.id) FROM job_event o WHERE o.job_id = \(job) AND o.kind = 'offer'))
                """
            }
        return try tx.rows(
            """
            SELECT e.at, e.kind, e.from_state, e.to_state, e.detail, p.name AS person
            FROM job_event e LEFT JOIN person p ON p.id = e.person_id
            WHERE e.job_id = \(job) AND \(since)
            ORDER BY e.id DESC LIMIT \(literal: mostEvents)
            """)
    }
}
