import Database
import Domain
import Ground

/// What the dealer's pages read.
package enum VisitList {
    /// The people of the actor's own dealer, to whom a job can be given.
    package static func people(of actor: Actor, _ tx: Transaction) throws -> [TechnicianRow] {
        guard let dealer = actor.dealer else { return [] }
        return try tx.rows(
            "SELECT id, name FROM person WHERE dealer_id = \(dealer) AND state = 'open' ORDER BY id"
        )
        .map { TechnicianRow(id: try $0("id"), name: try $0("name")) }.inPersianOrder(by: \.name)
    }

    /// How often a machine was repaired within its warranty, and how many days that took in all.
    static func coveredRepairs(of unit: ID<Unit>, _ tx: Transaction) throws -> (number: Int, days: Int) {
        let row = try tx.one(
            """
            SELECT count(*) AS number, coalesce(sum(completed_on - received_on), 0) AS days FROM job
            WHERE unit_id = \(unit) AND service_type = 'repair' AND outcome = 'completed' AND warranty = 'in'
            """)
        return (number: try row("number"), days: try row("days"))
    }

    /// Whether the job was ever put to this dealer.
    static func hadJob(_ number: String, _ dealer: ID<Dealer>, _ tx: Transaction) throws -> Bool {
        let one: Int? = try tx.value(
            """
            SELECT 1 FROM assignment a JOIN job j ON j.id = a.job_id
            WHERE j.number = \(number) AND a.dealer_id = \(dealer) LIMIT 1
            """)
        return one != nil
    }

    static func agreed(_ job: ID<Job>, _ tx: Transaction) throws -> AgreedRow {
        let row = try tx.one("SELECT appointment_on, appointment_from, appointment_to FROM job WHERE id = \(job)")
        return AgreedRow(
            day: try row.optional("appointment_on"), from: try row.optional("appointment_from"),
            to: try row.optional("appointment_to"))
    }

    /// What the customer has paid this job's dealer so far.
    static func paid(for job: JobRow, _ tx: Transaction) throws -> [CustomerCharge.Purpose: Int64] {
        let row = try tx.one(
            """
            SELECT coalesce(sum(customer_labour), 0) AS labour, coalesce(sum(customer_travel), 0) AS travel,
                   coalesce(sum(customer_parts), 0) AS parts
            FROM visit WHERE job_id = \(job.id) AND dealer_id = \(job.dealer)
            """)
        return [.labour: try row("labour"), .travel: try row("travel"), .parts: try row("parts")]
    }

    /// All that was fitted on a job's visits, each name once.
    static func parts(of job: ID<Job>, _ tx: Transaction) throws -> [String] { try askedParts(of: job, tx).value() }

    static func askedParts(of job: ID<Job>, _ tx: Transaction) throws -> Reply<[String]> {
        try tx.ask(
            "SELECT DISTINCT p.part FROM visit_part p JOIN visit v ON v.id = p.visit_id WHERE v.job_id = \(job)"
        ) { rows in try rows.map { try $0("part") } }
    }

    /// The condition on visit `v`: a dealer sees his own. What an earlier dealer did on the job, and was paid, is not his.
    package static func own(_ sight: Actor.Sight) -> SQL {
        switch sight {
        case .company: "1 = 1"
        case .dealer(let dealer), .technician(let dealer, _): "v.dealer_id = \(dealer)"
        }
    }

    /// As `visits`, with what was answered at them.
    package static func visits(
        of job: ID<Job>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> VisitRows {
        var rows = try visits(of: job, context.actor.sight, tx)
        rows.answers = try context.visitAnswers(rows.visits.map(\.id), tx)
        return rows
    }

    /// The visits of a job that is known to be in sight, in their order, with parts and photos.
    package static func visits(of job: ID<Job>, _ sight: Actor.Sight, _ tx: Transaction) throws -> VisitRows {
        let visits = try tx.rows(
            """
            SELECT v.id, p.name AS who, v.visited_at, v.outcome, v.minutes, v.km_tenths, v.symptom, v.cause, v.remedy,
                   v.customer_labour, v.customer_parts, v.customer_travel, v.note, v.unsigned
            FROM visit v LEFT JOIN person p ON p.id = v.made_by
            WHERE v.job_id = \(job) AND \(own(sight)) ORDER BY v.id
            """
        ).map(VisitRow.init)
        guard !visits.isEmpty else { return VisitRows(visits: [], parts: [], photos: []) }
        let parts = try tx.rows(
            """
            SELECT t.visit_id, t.part, t.quantity FROM visit_part t JOIN visit v ON v.id = t.visit_id
            WHERE v.job_id = \(job) ORDER BY t.id
            """
        ).map { VisitRows.Part(visit: try $0("visit_id"), name: try $0("part"), quantity: try $0("quantity")) }
        let photos = try AttachmentStore.all(of: "visit", visits.map(\.id.value), tx)
        let signatures = try AttachmentStore.all(of: VisitStore.signature, visits.map(\.id.value), tx)
        return VisitRows(visits: visits, parts: parts, photos: photos, signatures: signatures)
    }
}

extension VisitRow {
    package init(_ row: Row) throws {
        self.init(
            id: try row("id"), who: try row.optional("who") ?? "", visitedAt: try row("visited_at"),
            outcome: try row("outcome"), minutes: try row("minutes"), kmTenths: try row("km_tenths"),
            symptom: try row("symptom"), cause: try row("cause"), remedy: try row("remedy"),
            customerLabour: try row("customer_labour"),
            customerParts: try row("customer_parts"), customerTravel: try row("customer_travel"), note: try row("note"),
            unsigned: try row("unsigned"))
    }
}
