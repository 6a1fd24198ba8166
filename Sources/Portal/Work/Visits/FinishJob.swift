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

    /// - Returns: what the warranty says of the job at its end.
    @discardableResult
    func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws -> CoverVerdict {
        let promise = try PromiseCounting(job.id, since: job.receivedAt, company, tx)
        // A machine that was just installed begins its warranty with this day.
        let isInstalled = job.serviceType == "install" && facts.outcome == .completed
        if isInstalled { try UnitStore.setInstalled(job.unit, on: day, by: actor.person, tx) }
        let calendar = company.clock.calendar
        let (verdict, cover) = try JobCoverStore.read(of: job, on: day, faultCode: facts.faultCode, calendar, tx)
        try JobStore.move(
            job, .finish, by: actor,
            .finished(at: facts.visitedAt, on: day, facts.outcome, fault: facts.faultCode, verdict.overall),
            detail: ["outcome": facts.outcome.rawValue], promise: promise, tx)
        try JobCoverStore.freeze(verdict, of: job.id, at: .end, on: day, by: actor.person, tx)
        try RepairPromise(job: job, faultCode: facts.faultCode, day: day).run(
            under: cover.rule(on: day), outcome: facts.outcome, by: actor, company.clock, tx)
        let ended = EndedJob(
            id: job.id, number: job.number, customer: job.customer, version: job.version, dealer: job.dealer,
            unit: job.unit, serviceType: job.serviceType, outcome: facts.outcome,
            day: day)
        let follows = try company.fittings[JobSlots.ended].map { try $0(ended, actor, company, tx) }
        for follow in follows { try follow() }
        return verdict
    }
}

/// What the machine's owner has of a repair afterwards: the company answers for it, and what it took too long is added to
/// his warranty.
struct RepairPromise: Sendable {
    let job: JobRow
    let faultCode: String?
    /// The day of its end.
    let day: CalendarDay

    /// What its end had promised, where that turns out to have been another.
    static func withdraw(_ job: JobRow, because reason: String, by actor: Actor, _ tx: Transaction) throws {
        try UnitGrantStore.withdraw(job.number, from: job.unit, by: actor.person, tx)
        try ExchangeStore.unmark(job.unit, job: job.number, because: reason, by: actor.person, tx)
    }

    /// A machine that fails too often within its warranty, or lies in repair too long, is exchanged.
    private func markExchange(under rule: CoverRule, by actor: Actor, _ tx: Transaction) throws {
        guard rule.exchange != .none else { return }
        let past = try VisitList.coveredRepairs(of: job.unit, tx)
        guard let due = rule.exchange.cause(failures: past.number, days: past.days) else { return }
        try ExchangeStore.mark(job.unit, due.cause, amount: due.amount, job: job.number, by: actor.person, tx)
    }

    func run(
        under rule: CoverRule?, outcome: VisitOutcome, by actor: Actor, _ clock: CompanyClock, _ tx: Transaction
    ) throws {
        guard job.serviceType == "repair", outcome == .completed, let rule else { return }
        let parts = rule.partMonths > 0 ? try VisitList.parts(of: job.id, tx) : []
        try UnitGrantStore.guarantee(
            job.unit, job: job.number, faultCode: faultCode, parts: parts, under: rule, on: day, clock.calendar,
            tx)
        try markExchange(under: rule, by: actor, tx)
        let taken = Int(day.number) - Int(clock.day(of: job.receivedAt).number)
        let extra = rule.extraDays(forRepairOf: taken)
        guard extra > 0 else { return }
        try UnitGrantStore.extend(
            job.unit, CoverExtension(.repair, days: extra), reason: job.number, by: actor.person, tx)
    }
}
