import Base
import Database
import Domain
import Ground
import Web
import Work

/// Why the pay of jobs waits: customers are still to be called about them, in the terms of the view `pay_hold`.
package enum SurveyHoldList {
    /// More are not said of one page.
    private static let most = 1_000

    /// Of which of these jobs customers are still to be asked: those who wait for a call, and those of whom nobody has decided it yet.
    package static func asked(
        _ jobs: [ID<Job>], in company: OpenCompany, _ tx: Transaction
    ) throws -> Set<ID<Job>> {
        guard !jobs.isEmpty else { return [] }
        // The walk that decides it comes within the day after the first on which he may be called.
        let first = company.clock.day(of: tx.now).adding(days: -(try SurveySettings(tx).afterDays + 1))
        let asks = try !SurveyRuleStore.inForce(tx).isEmpty
        return Set(
            try tx.list(
                """
                SELECT j.id FROM job j LEFT JOIN survey s ON s.job_id = j.id
                WHERE j.id IN (\(jobs)) AND j.outcome = 'completed'
                    AND (s.state = 'waiting' OR (s.id IS NULL AND \(asks) = 1 AND j.completed_on >= \(first)))
                """, as: ID<Job>.self))
    }

    /// A dealer does not read which of his customers will be called.
    static func holds(_ jobs: [ID<Job>], _ context: CompanyContext, _ tx: Transaction) throws -> [PayHold] {
        guard !jobs.isEmpty else { return [] }
        let settings = try SurveySettings(tx)
        return try (settings.holdsPay ? calls(jobs, context, tx) : [])
            + (settings.holdsBad ? complaints(jobs, context, tx) : [])
    }

    private static func calls(
        _ jobs: [ID<Job>], _ context: CompanyContext, _ tx: Transaction
    ) throws -> [PayHold] {
        try tx.rows(
            """
            SELECT s.id, s.job_id, s.until_at, d.code FROM survey s JOIN dealer d ON d.id = s.dealer_id
            WHERE s.job_id IN (\(jobs)) AND s.state = 'waiting' ORDER BY s.id LIMIT \(literal: most)
            """
        ).map { row in
            let until = context.reader.day(of: try row("until_at"))
            return try hold(row, context, office: "surveys.hold", dealer: "surveys.hold.dealer", until)
        }
    }

    /// Of bad scores whose complaints are open.
    private static func complaints(
        _ jobs: [ID<Job>], _ context: CompanyContext, _ tx: Transaction
    ) throws -> [PayHold] {
        try tx.rows(
            """
            SELECT b.survey_id AS id, b.job_id, b.complaint, d.code FROM survey_bad_hold b JOIN dealer d ON d.id = b.dealer_id
            WHERE b.job_id IN (\(jobs)) ORDER BY b.survey_id LIMIT \(literal: most)
            """
        ).map { row in
            let complaint: String = try row("complaint")
            return try hold(
                row, context, office: "surveys.hold_bad", dealer: "surveys.hold_bad.dealer",
                complaint.isolatedLeftToRight)
        }
    }

    private static func hold(
        _ row: Row, _ context: CompanyContext, office: String, dealer: String, _ value: String
    ) throws -> PayHold {
        let why =
            context.actor.dealer == nil
            ? Fact(
                label: "", value: context.words(office, value),
                href: context.pathIfAllowed(SurveyRoutes.one, try row("id")))
            : Fact(label: "", value: context.words(dealer, value))
        return PayHold(job: try row("job_id"), dealer: try row("code"), why: why)
    }
}
