import Database
import Domain
import Web

/// Ends a job with its last visit: who bears the cost, the fee by the tariff, and the dealer's claim, in the transaction
/// of the visit.
struct FinishJob: Sendable {
    let job: JobRow
    let facts: VisitFacts
    /// The day of the visit in the company's calendar.
    let day: CalendarDay

    func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let warranty = try verdict(company.clock.calendar, tx)
        try JobStore.move(
            job, .finish, by: actor,
            changes: [
                """
                completed_at = \(facts.visitedAt), completed_on = \(day), outcome = \(facts.outcome),
                fault_code = coalesce(\(facts.faultCode), fault_code), warranty = \(warranty)
                """
            ],
            detail: ["outcome": facts.outcome.rawValue], tx)
        guard let dealer = job.dealer, let priced = try PriceJob(job: job.id).run(in: company, tx), priced.isClaimed
        else { return }
        try AddClaim(
            job: job.id, calculation: priced.id, dealer: dealer, payable: priced.calculation.payable, completedOn: day
        ).run(by: actor.person, in: company, tx)
    }

    /// A machine that was just installed begins its warranty with this day.
    private func verdict(_ calendar: CalendarSystem, _ tx: Transaction) throws -> Warranty {
        let isInstalled = job.serviceType == "install" && facts.outcome == .completed
        if isInstalled { try UnitStore.setInstalled(job.unit, on: day, tx) }
        let cover = try UnitStore.cover(of: job.unit, tx)
        let installed = cover.installedOn ?? (job.serviceType == "install" ? day : nil)
        return Warranty.verdict(
            months: cover.months, startedOn: cover.from.day(purchasedOn: cover.purchasedOn, installedOn: installed),
            on: day, calendar: calendar, commitmentYears: cover.commitmentYears)
    }
}
