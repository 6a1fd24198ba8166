import Database
import Domain
import Ground

extension VisitFile {
    /// Of jobs that are known to be in sight. A dealer's file tells of his own visits.
    func lines(of jobs: [ID<Job>], _ context: CompanyContext, _ tx: Transaction) throws -> [Line] {
        let parts: SQL =
            switch self {
            case .visits: ""
            case .parts: "JOIN visit_part t ON t.visit_id = v.id"
            }
        let part: SQL =
            switch self {
            case .visits: "'' AS part, 0 AS quantity"
            case .parts: "t.part, t.quantity"
            }
        let order: SQL =
            switch self {
            case .visits: "v.id"
            case .parts: "v.id, t.id"
            }
        let rows = try tx.rows(
            """
            SELECT v.id, v.job_id, v.visited_at, v.visited_on, v.outcome, v.minutes, v.km_tenths, v.symptom, v.cause, v.remedy,
                   v.customer_labour, v.customer_parts, v.customer_travel, v.note, v.unsigned, j.number, d.code, d.name AS dealer,
                   p.name AS who, \(part)
            FROM visit v JOIN job j ON j.id = v.job_id LEFT JOIN dealer d ON d.id = v.dealer_id \(parts)
            LEFT JOIN person p ON p.id = v.made_by
            WHERE v.job_id IN (\(jobs)) AND \(VisitList.own(context.actor.sight)) ORDER BY \(order)
            """)
        var answers: [ID<Visit>: [String]] = [:]
        if case .visits = self { answers = try context.visitAnswers(try rows.map { try $0("id") }, tx) }
        // In the order of the jobs, as the list has them.
        let lines = try rows.map { row -> (ID<Job>, Line) in
            var line = try Line(row)
            if line.dealerCode.isEmpty { line.dealer = context.words("workshop.title") }
            line.answers = (answers[line.row.id] ?? []).joined(separator: context.words("list.semicolon"))
            return (try row("job_id"), line)
        }
        let byJob = Dictionary(grouping: lines, by: \.0)
        return jobs.flatMap { byJob[$0]?.map(\.1) ?? [] }
    }
}
