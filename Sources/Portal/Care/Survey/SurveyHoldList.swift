import Base
import Database
import Domain
import Ground
import Web
import Work

/// Why the pay of jobs waits: customers are still to be called about them, in the terms of the view `pay_hold`.
enum SurveyHoldList {
    /// More are not said of one page.
    private static let most = 1_000

    /// A dealer does not read which of his customers will be called.
    static func holds(_ jobs: [ID<Job>], _ context: CompanyContext, _ tx: Transaction) throws -> [PayHold] {
        guard !jobs.isEmpty, try SurveySettings(tx).holdsPay else { return [] }
        let (words, reader) = (context.words, context.reader)
        return try tx.rows(
            """
            SELECT s.id, s.job_id, s.until_at, d.code FROM survey s JOIN dealer d ON d.id = s.dealer_id
            WHERE s.job_id IN (\(jobs)) AND s.state = 'waiting' ORDER BY s.id LIMIT \(literal: most)
            """
        ).map { row in
            let until = reader.day(of: try row("until_at"))
            let why =
                context.actor.dealer == nil
                ? Fact(
                    label: "", value: words("surveys.hold", until),
                    href: context.pathIfAllowed(SurveyRoutes.one, try row("id")))
                : Fact(label: "", value: words("surveys.hold.dealer", until))
            return PayHold(job: try row("job_id"), dealer: try row("code"), why: why)
        }
    }
}
