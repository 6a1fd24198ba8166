import Database
import Domain

extension VisitFile {
    /// Of jobs that are known to be in sight. A dealer's file tells of his own visits.
    func lines(of jobs: [ID<Job>], _ sight: Actor.Sight, _ tx: Transaction) throws -> [Line] {
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
            SELECT v.id, v.job_id, v.visited_at, v.visited_on, v.outcome, v.minutes, v.km_tenths, v.symptom, v.remedy,
                   v.customer_labour, v.customer_parts, v.customer_travel, v.note, j.number, d.code, d.name AS dealer,
                   p.name AS who, \(part)
            FROM visit v JOIN job j ON j.id = v.job_id JOIN dealer d ON d.id = v.dealer_id \(parts)
            LEFT JOIN person p ON p.id = v.made_by
            WHERE v.job_id IN (\(jobs)) AND \(VisitList.own(sight)) ORDER BY \(order)
            """)
        // In the order of the jobs, as the list has them.
        let byJob = Dictionary(grouping: try rows.map { (try $0("job_id") as ID<Job>, try Line($0)) }, by: \.0)
        return jobs.flatMap { byJob[$0]?.map(\.1) ?? [] }
    }
}
