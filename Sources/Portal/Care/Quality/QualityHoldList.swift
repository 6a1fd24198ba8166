import Database
import Domain
import Ground
import Web
import Work

/// Why the pay of jobs waits: they were drawn and have not passed, in the terms of the view `pay_hold`.
enum QualityHoldList {
    /// More are not said of one page.
    private static let most = 1_000

    static func holds(_ jobs: [ID<Job>], _ context: CompanyContext, _ tx: Transaction) throws -> [PayHold] {
        guard !jobs.isEmpty else { return [] }
        return try tx.rows(
            """
            SELECT s.job_id, d.code, c.id, c.state,
                   (SELECT j.number FROM quality_rework r JOIN job j ON j.id = r.job_id WHERE r.first_id = s.job_id
                    ORDER BY r.job_id DESC LIMIT 1) AS rework
            FROM quality_sample s JOIN dealer d ON d.id = s.dealer_id
            LEFT JOIN quality_control c ON c.job_id = s.job_id AND c.dealer_id IS NOT NULL AND c.is_current = 1
            WHERE s.job_id IN (\(jobs)) AND s.state = 'held' ORDER BY s.job_id LIMIT \(literal: most)
            """
        ).map { try hold($0, context) }
    }

    private static func hold(_ row: Row, _ context: CompanyContext) throws -> PayHold {
        let words = context.words
        let state: QualityState? = try row.optional("state")
        let rework: String? = try row.optional("rework")
        let text =
            switch (state, rework) {
            case (.failed, let rework?): words("quality.hold.rework", rework.isolatedLeftToRight)
            case (.failed, nil): words("quality.hold.failed")
            default: words("quality.hold.waiting")
            }
        let control: ID<QualityControl>? = try row.optional("id")
        let href = control.flatMap { context.pathIfAllowed(QualityRoutes.one, $0) }
        return PayHold(
            job: try row("job_id"), dealer: try row("code"), why: Fact(label: "", value: text, href: href))
    }
}
