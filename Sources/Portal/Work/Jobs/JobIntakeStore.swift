import Base
import Database
import Domain

extension JobWay: ColumnValue {}
extension JobPayer: ColumnValue {}

/// What was said when jobs were taken down; how the machine comes stands in the job's own row.
package enum JobIntakeStore {
    /// - Parameter intake: instead of what was said before.
    package static func save(_ intake: JobIntake, of job: ID<Job>, _ tx: Transaction) throws {
        _ = try tx.execute(
            """
            INSERT INTO job_intake (job_id, fault_id, accessories, condition, wish, promised_on, payer, deposit,
                                    deposit_note, shelf)
            VALUES (\(job), \(intake.fault), \(intake.accessories), \(intake.condition), \(intake.wish),
                    \(intake.promisedOn), \(intake.payer), \(intake.deposit), \(intake.depositNote), \(intake.shelf))
            ON CONFLICT (job_id) DO UPDATE SET fault_id = excluded.fault_id, accessories = excluded.accessories,
                condition = excluded.condition, wish = excluded.wish, promised_on = excluded.promised_on,
                payer = excluded.payer, deposit = excluded.deposit, deposit_note = excluded.deposit_note,
                shelf = excluded.shelf
            """)
        _ = try tx.execute("DELETE FROM job_field WHERE job_id = \(job)")
        for (item, value) in intake.own.sorted(by: { $0.key < $1.key }) {
            try tx.later("INSERT INTO job_field (job_id, item_id, value) VALUES (\(job), \(item), \(value))")
        }
    }

    static func all(of jobs: [ID<Job>], _ tx: Transaction) throws -> JobIntakes {
        guard !jobs.isEmpty else { return JobIntakes(all: [:], items: []) }
        var all: [ID<Job>: JobIntake] = [:]
        let rows = try tx.rows(
            """
            SELECT j.id, j.way, i.job_id, i.fault_id, i.accessories, i.condition, i.wish, i.promised_on, i.payer, i.deposit,
                i.deposit_note, i.shelf
            FROM job j LEFT JOIN job_intake i ON i.job_id = j.id WHERE j.id IN (\(jobs))
            """)
        for row in rows { all[try row("id")] = try intake(row) }
        let fields = try tx.rows("SELECT job_id, item_id, value FROM job_field WHERE job_id IN (\(jobs))")
        for row in fields { all[try row("job_id")]?.own[try row("item_id")] = try row("value") }
        let asked = Set(all.values.flatMap { Array($0.own.keys) + [$0.fault].compactMap(\.self) })
        return JobIntakes(all: all, items: try IntakeItemStore.all(asked.sorted(), tx))
    }

    /// With whom it was agreed that he pays; nil where nothing was.
    package static func payer(of job: ID<Job>, _ tx: Transaction) throws -> JobPayer? {
        try tx.row("SELECT payer FROM job_intake WHERE job_id = \(job)")?.optional("payer")
    }

    private static func intake(_ row: Row) throws -> JobIntake {
        var intake = JobIntake()
        intake.way = try row("way")
        guard let _: ID<Job> = try row.optional("job_id") else { return intake }
        (intake.fault, intake.accessories) = (try row.optional("fault_id"), try row("accessories"))
        (intake.condition, intake.wish) = (try row("condition"), try row("wish"))
        (intake.promisedOn, intake.payer) = (try row.optional("promised_on"), try row.optional("payer"))
        (intake.deposit, intake.depositNote) = (try row("deposit"), try row("deposit_note"))
        intake.shelf = try row("shelf")
        return intake
    }

    /// Takes a customer's words out of what was said of his jobs.
    static func erase(_ jobs: [Int64], _ erasure: CustomerErasure, _ tx: Transaction) throws {
        try erasure.takeOut(tx) { without in
            """
            UPDATE job_intake SET accessories = \(without("accessories")), condition = \(without("condition")),
                wish = \(without("wish")), deposit_note = \(without("deposit_note"))
            WHERE job_id IN (\(jobs))
            """
        }
        try erasure.takeOut(tx) { "UPDATE job_field SET value = \($0("value")) WHERE job_id IN (\(jobs))" }
    }
}
