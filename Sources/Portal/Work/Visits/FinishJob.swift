import Base
import Database
import Domain
import Ground
import Web

/// Ends a job with its last visit: who bears the cost, and whatever the wings do then, in the transaction of the visit.
struct FinishJob: Sendable {
    let job: JobRow
    let facts: VisitFacts
    /// The day of the visit in the company's calendar.
    let day: CalendarDay

    func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let warranty = try verdict(company.clock.calendar, by: actor, tx)
        try JobStore.move(
            job, .finish, by: actor,
            .finished(at: facts.visitedAt, on: day, facts.outcome, fault: facts.faultCode, warranty),
            detail: ["outcome": facts.outcome.rawValue], tx)
        let ended = EndedJob(id: job.id, dealer: job.dealer, day: day)
        for follow in company.fittings[JobSlots.ended] { try follow(ended, actor, company, tx) }
    }

    /// A machine that was just installed begins its warranty with this day.
    private func verdict(_ calendar: CalendarSystem, by actor: Actor, _ tx: Transaction) throws -> Warranty {
        let isInstalled = job.serviceType == "install" && facts.outcome == .completed
        if isInstalled { try UnitStore.setInstalled(job.unit, on: day, by: actor.person, tx) }
        return try Self.warranty(of: job, on: day, faultCode: facts.faultCode, calendar, tx)
    }

    /// What the warranty says of a job that ends on this day.
    static func warranty(
        of job: JobRow, on day: CalendarDay, faultCode: String?, _ calendar: CalendarSystem, _ tx: Transaction
    ) throws -> Warranty {
        let known = try UnitStore.cover(of: job.unit, tx)
        let cover = job.serviceType == "install" ? known.installed(on: day) : known
        return cover.sheet(on: day, faultCode: faultCode, calendar).overall
    }
}
