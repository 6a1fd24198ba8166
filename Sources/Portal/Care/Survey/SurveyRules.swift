import Base
import Database
import Domain
import Ground

/// The rules in force, and what they ask of some jobs.
struct SurveyRules: Sendable {
    /// Days for which a job is done after a complaint.
    private static let days: Int64 = 90
    private let rules: [SurveyRuleRow]
    private let complained: Set<ID<Customer>>

    init(for jobs: [SurveyCandidate], in company: OpenCompany, _ tx: Transaction) throws {
        rules = try SurveyRuleStore.inForce(tx)
        guard rules.contains(where: \.facts.isAfterComplaint) else {
            complained = []
            return
        }
        let (customers, since) = (
            Array(Set(jobs.map(\.customer))).sorted(), tx.now.adding(seconds: -Self.days * 86_400)
        )
        complained = try company.fittings[SurveySlots.complained].reduce(into: []) {
            $0.formUnion(try $1(customers, since, tx))
        }
    }

    func rule(for job: SurveyCandidate) -> SurveyRuleRow? {
        rules.first { $0.facts.fits(job, hasComplained: complained.contains(job.customer)) }
    }
}
