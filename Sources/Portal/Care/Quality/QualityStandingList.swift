import Base
import Database
import Domain
import Work

/// Where each dealer stands of whom a job was controlled.
enum QualityStandingList {
    struct Line: Sendable {
        let code: String
        let name: String
        let grade: String
        let standing: SamplingStanding
        let since: Instant
        /// After which control.
        let control: ID<QualityControl>?
        let job: String
        let passed: Bool
        let held: Int
    }

    /// The ones who are looked at most closely in front.
    static func all(_ tx: Transaction) throws -> [Line] {
        try tx.rows(
            """
            SELECT d.code, d.name, d.grade, s.rank, s.passes, s.since, s.control_id, j.number AS job, c.state,
                   (SELECT count(*) FROM quality_sample h WHERE h.dealer_id = s.dealer_id AND h.state = 'held') AS held
            FROM quality_standing s JOIN dealer d ON d.id = s.dealer_id
            LEFT JOIN quality_control c ON c.id = s.control_id LEFT JOIN job j ON j.id = c.job_id
            ORDER BY CASE s.rank WHEN 'tightened' THEN 0 WHEN 'normal' THEN 1 ELSE 2 END, d.code
            """
        ).map { row in
            let state: QualityState? = try row.optional("state")
            return Line(
                code: try row("code"), name: try row("name"), grade: try row("grade"),
                standing: SamplingStanding(try row("rank"), passes: try row("passes")), since: try row("since"),
                control: try row.optional("control_id"), job: try row.optional("job") ?? "", passed: state != .failed,
                held: try row("held"))
        }
    }
}
