import Database
import Domain
import Ground

extension VisitOutcome: ColumnValue {}

/// Visits and the parts fitted on them. Rows are only ever added.
enum VisitStore {
    /// - Parameter person: whose work it was.
    static func add(
        _ facts: VisitFacts, on day: CalendarDay, of job: JobRow, by person: ID<Person>, _ tx: Transaction
    ) throws -> Reply<ID<Visit>> {
        let visit: Reply<ID<Visit>> = try tx.insertLater(
            """
            INSERT INTO visit (job_id, dealer_id, made_by, made_at, visited_at, visited_on, outcome, minutes, km_tenths,
                               symptom, cause, remedy, customer_labour, customer_parts, customer_travel, note)
            VALUES (\(job.id), \(job.dealer), \(person), \(tx.now), \(facts.visitedAt), \(day), \(facts.outcome),
                    \(facts.minutes), \(facts.kmTenths), \(facts.symptom), \(facts.cause), \(facts.remedy), \(facts.customerLabour),
                    \(facts.customerParts), \(facts.customerTravel), \(facts.note))
            """)
        guard !facts.parts.isEmpty else { return visit }
        let id = try visit.value()
        var rows: SQL = "INSERT INTO visit_part (visit_id, part, quantity, part_id, is_misfit) VALUES"
        for (index, part) in facts.parts.enumerated() {
            if index > 0 { rows += "," }
            rows += "(\(id), \(part.name), \(part.quantity), \(part.part), \(part.isMisfit))"
        }
        try tx.later(rows)
        return visit
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
    static let files = AttachmentKind("visit") { id, actor, tx in
        try tx.value(
            """
            SELECT 1 FROM visit v JOIN job j ON j.id = v.job_id
            WHERE v.id = \(id) AND \(VisitList.own(actor.sight)) AND \(JobStore.within(actor.sight))
            """, as: Int.self) != nil
    }
}
