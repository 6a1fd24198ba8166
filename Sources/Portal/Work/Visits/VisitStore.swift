import Database
import Domain

extension VisitOutcome: ColumnValue {}

/// Visits and the parts fitted on them. Rows are only ever added.
enum VisitStore {
    static func add(
        _ facts: VisitFacts, on day: CalendarDay, of job: JobRow, by actor: Actor, _ tx: Transaction
    ) throws -> ID<Visit> {
        let visit: ID<Visit> = try tx.insert(
            """
            INSERT INTO visit (job_id, dealer_id, made_by, made_at, visited_at, visited_on, outcome, minutes, km_tenths,
                               symptom, remedy, customer_labour, customer_parts, note)
            VALUES (\(job.id), \(job.dealer), \(actor.person), \(tx.now), \(facts.visitedAt), \(day), \(facts.outcome),
                    \(facts.minutes), \(facts.kmTenths), \(facts.symptom), \(facts.remedy), \(facts.customerLabour),
                    \(facts.customerParts), \(facts.note))
            """)
        guard !facts.parts.isEmpty else { return visit }
        var rows: SQL = "INSERT INTO visit_part (visit_id, part, quantity) VALUES"
        for (index, part) in facts.parts.enumerated() {
            if index > 0 { rows += "," }
            rows += "(\(visit), \(part.name), \(part.quantity))"
        }
        try tx.execute(rows)
        return visit
    }
}
