import Database
import Domain
import Ground

/// What holds for offers that are made now.
struct OfferTerms: Sendable {
    let company: OpenCompany
    let policies: DispatchPolicies
    private let time: WorkingTime
    private let now: Instant

    init(in company: OpenCompany, _ tx: Transaction) throws {
        self.company = company
        policies = try DispatchPolicyStore.inForce(tx)
        let today = company.clock.day(of: tx.now)
        time = try WorkDayStore.time(today...today, company.clock, tx)
        now = tx.now
    }

    func policy(_ job: JobRow) -> DispatchPolicy {
        policies[DispatchScope(service: job.serviceType, group: job.group, city: job.city)]
    }

    /// Until when an offer of this job is to be answered; nil where it waits as long as its dealer likes.
    func answerBy(_ job: JobRow) -> Instant? {
        let minutes = policy(job).answerMinutes
        return minutes == 0 ? nil : time.adding(minutes: minutes, to: now)
    }
}
