import Database
import Domain
import Ground
import Web

/// A recorded visit with all that was said of it.
struct RecordedVisitRow: Sendable {
    let id: ID<Visit>
    let recorded: RecordedVisit
    let facts: VisitFacts
}

/// Visits as they were recorded, for whoever puts one right.
enum VisitCorrectionList {
    /// What the job's other visits have found last; nil where they found nothing.
    static func fault(of job: ID<Job>, but visit: ID<Visit>, _ tx: Transaction) throws -> String? {
        let symptom: String? = try tx.value(
            """
            SELECT symptom FROM visit WHERE job_id = \(job) AND id <> \(visit) AND symptom <> ''
            ORDER BY id DESC LIMIT 1
            """)
        return symptom.flatMap(FaultCode.of)
    }

    /// The last visit of a job; nil where there is none.
    static func last(of job: ID<Job>, endsJob: Bool, _ tx: Transaction) throws -> RecordedVisitRow? {
        try find("v.job_id = \(job)", endsJob: endsJob, tx)
    }

    /// - Throws: `Refusal.hidden` where the job has no such visit that this person may see.
    static func find(_ id: ID<Visit>, of job: JobRow, _ sight: Actor.Sight, _ tx: Transaction) throws
        -> RecordedVisitRow
    {
        let condition: SQL = "v.id = \(id) AND v.job_id = \(job.id) AND \(VisitList.own(sight))"
        guard let visit = try find(condition, endsJob: job.state == .done, tx) else { throw Refusal.hidden }
        return visit
    }

    private static func find(_ condition: SQL, endsJob: Bool, _ tx: Transaction) throws -> RecordedVisitRow? {
        let found = try tx.row(
            """
            SELECT v.id, v.made_by, v.made_at, v.visited_at, v.visited_on, v.outcome, v.minutes, v.km_tenths, v.symptom,
                   v.cause, v.remedy, v.customer_labour, v.customer_parts, v.customer_travel, v.note,
                   (SELECT max(o.id) FROM visit o WHERE o.job_id = v.job_id) AS last_id
            FROM visit v WHERE \(condition) ORDER BY v.id DESC LIMIT 1
            """)
        guard let row = found else { return nil }
        let (id, last): (ID<Visit>, ID<Visit>) = (try row("id"), try row("last_id"))
        let recorded = RecordedVisit(
            madeBy: try row("made_by"), madeAt: try row("made_at"), isLast: id == last, day: try row("visited_on"))
        let facts = VisitFacts(
            outcome: try row("outcome"), endsJob: endsJob, visitedAt: try row("visited_at"),
            minutes: try row("minutes"), kmTenths: try row("km_tenths"), symptom: try row("symptom"),
            cause: try row("cause"), remedy: try row("remedy"), parts: try parts(of: id, tx),
            customerLabour: try row("customer_labour"), customerParts: try row("customer_parts"),
            customerTravel: try row("customer_travel"), note: try row("note"))
        return RecordedVisitRow(id: id, recorded: recorded, facts: facts)
    }

    private static func parts(of visit: ID<Visit>, _ tx: Transaction) throws -> [VisitFacts.Part] {
        try tx.rows("SELECT part, quantity, part_id, is_misfit FROM visit_part WHERE visit_id = \(visit) ORDER BY id")
            .map {
                VisitFacts.Part(
                    name: try $0("part"), quantity: try $0("quantity"), part: try $0.optional("part_id"),
                    isMisfit: try $0("is_misfit"))
            }
    }
}
