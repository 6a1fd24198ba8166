import Database
import Domain
import Ground

extension VisitOutcome: ColumnValue {}

/// Visits and the parts fitted on them. Rows are only ever added, but for what whoever has recorded one puts right of it
/// (`CorrectVisit`); what it was stays in the job's history.
enum VisitStore {
    /// - Parameter person: whose work it was.
    static func add(
        _ facts: VisitFacts, on day: CalendarDay, of job: JobRow, by person: ID<Person>, _ tx: Transaction
    ) throws -> Reply<ID<Visit>> {
        let visit: Reply<ID<Visit>> = try tx.insertLater(
            """
            INSERT INTO visit (job_id, dealer_id, made_by, made_at, visited_at, visited_on, outcome, minutes, km_tenths,
                               symptom, cause, remedy, customer_labour, customer_parts, customer_travel, note,
                               unsigned)
            VALUES (\(job.id), \(job.dealer), \(person), \(tx.now), \(facts.visitedAt), \(day), \(facts.outcome),
                    \(facts.minutes), \(facts.kmTenths), \(facts.symptom), \(facts.cause), \(facts.remedy), \(facts.customerLabour),
                    \(facts.customerParts), \(facts.customerTravel), \(facts.note),
                    \(facts.unsigned))
            """)
        if !facts.parts.isEmpty { try add(facts.parts, to: visit.value(), tx) }
        return visit
    }

    private static func add(_ parts: [VisitFacts.Part], to id: ID<Visit>, _ tx: Transaction) throws {
        var rows: SQL = "INSERT INTO visit_part (visit_id, part, quantity, part_id, is_misfit) VALUES"
        for (index, part) in parts.enumerated() {
            if index > 0 { rows += "," }
            rows += "(\(id), \(part.name), \(part.quantity), \(part.part), \(part.isMisfit))"
        }
        try tx.later(rows)
    }

    /// What was said of a visit, put right. - Parameter isRefitted: whether its parts became others.
    static func change(
        _ visit: ID<Visit>, to facts: VisitFacts, on day: CalendarDay, _ isRefitted: Bool, _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            UPDATE visit SET visited_at = \(facts.visitedAt), visited_on = \(day), outcome = \(facts.outcome),
                minutes = \(facts.minutes), km_tenths = \(facts.kmTenths), symptom = \(facts.symptom),
                cause = \(facts.cause), remedy = \(facts.remedy), customer_labour = \(facts.customerLabour),
                customer_parts = \(facts.customerParts), customer_travel = \(facts.customerTravel), note = \(facts.note)
            WHERE id = \(visit)
            """)
        guard isRefitted else { return }
        try tx.execute("DELETE FROM visit_part WHERE visit_id = \(visit)")
        if !facts.parts.isEmpty { try add(facts.parts, to: visit, tx) }
    }
}

extension VisitStore {
    /// When this person's last visit of the same day, on the same job and with the same outcome, was made.
    static func twin(
        of facts: VisitFacts, on day: CalendarDay, of job: ID<Job>, by actor: Actor, _ tx: Transaction
    ) throws -> Instant? {
        try tx.value(
            """
            SELECT max(visited_at) FROM visit
            WHERE job_id = \(job) AND made_by = \(actor.person) AND visited_on = \(day) AND outcome = \(facts.outcome)
            """)
    }
}

extension EventSubject {
    package static func visit(_ id: ID<Visit>) -> EventSubject { EventSubject("visit", id.value) }
}

extension VisitStore {
    /// Photos of a visit: of a job that this person sees, and of no other dealer who had it before.
    static let files = AttachmentKind("visit") { try isSeen($0, by: $1, $2) }

    /// What its customer has signed.
    static let signatures = AttachmentKind(signature) { try isSeen($0, by: $1, $2) }
    static let signature = "visit_signature"

    private static func isSeen(_ id: Int64, by actor: Actor, _ tx: Transaction) throws -> Bool {
        try tx.value(
            """
            SELECT 1 FROM visit v JOIN job j ON j.id = v.job_id
            WHERE v.id = \(id) AND \(VisitList.own(actor.sight)) AND \(JobStore.within(actor.sight))
            """, as: Int.self) != nil
    }
}
