import Base
import Database
import Domain
import Ground
import Web
import Work

/// Services that become jobs, and what becomes of them with those.
enum PlannedJobs {
    /// Puts the plan on a machine that was just installed; a service whose job has ended is done, and the next one follows. So
    /// is one that waited, when a job of its kind was made by hand for its machine: nobody calls about it any more.
    static func end(
        _ job: EndedJob, _ actor: Actor, _ company: OpenCompany, _ tx: Transaction
    ) throws -> () throws -> Void {
        let service = try PlanServiceStore.asked(ofJob: job.id, tx)
        let waiting = try PlanServiceStore.asked(waitingOf: job.unit, as: job.serviceType, on: job.day, tx)
        return { try end(job, service.value(), waiting.value(), actor, company, tx) }
    }

    private static func end(
        _ job: EndedJob, _ service: PlanServiceRow?, _ waiting: PlanServiceRow?, _ actor: Actor,
        _ company: OpenCompany, _ tx: Transaction
    ) throws {
        var isSettled = service != nil
        if let service, service.state == .booked {
            try settle(service, job.outcome, on: job.day, by: actor, company, tx)
        } else if service == nil, let waiting, job.outcome == .completed || job.outcome == .checkedOnly {
            try PlanServiceStore.move(
                waiting, .settle, by: actor.person, setting: "done_on = \(job.day), job_id = \(job.id)", tx)
            isSettled = true
        }
        let isInstalled = job.serviceType == "install" && job.outcome == .completed
        guard isInstalled || isSettled else { return }
        try plan(job.unit, company, tx)
    }

    static func plan(_ unit: ID<Unit>, _ company: OpenCompany, _ tx: Transaction) throws {
        let planner = try Planner(company, tx)
        try planner.apply(planner.changes(.one(unit), tx), tx)
    }

    /// Another machine or another kind of job was meant: its service waits for a call again, and both machines get the plan that
    /// is theirs.
    /// - Throws: `plans.denied.corrected` where the service was done with the job.
    static func correct(
        _ job: CorrectedJob, _ actor: Actor, _ company: OpenCompany, _ tx: Transaction
    ) throws {
        let (before, after) = (job.before, job.after)
        guard before.unit != after.unit || before.serviceType != after.serviceType else { return }
        if let service = try PlanServiceStore.find(ofJob: after.id, tx) {
            guard service.state == .booked else { throw Complaint("plans.denied.corrected") }
            try giveBack(service, by: actor, company, tx)
        }
        if before.unit != after.unit { try ReadingStore.move(ofJob: after.id, to: after.unit, tx) }
        for unit in Set([before.unit, after.unit]).sorted() { try plan(unit, company, tx) }
    }

    private static func settle(
        _ service: PlanServiceRow, _ outcome: VisitOutcome, on day: CalendarDay, by actor: Actor,
        _ company: OpenCompany,
        _ tx: Transaction
    ) throws {
        switch outcome {
        case .completed, .checkedOnly:
            try PlanServiceStore.move(service, .finish, by: actor.person, setting: "done_on = \(day)", tx)
        case .refused: try PlanServiceStore.move(service, .refuse, by: actor.person, tx)
        case .notHome, .toContinue: try giveBack(service, by: actor, company, tx)
        }
    }

    /// The service of a job that will not be done waits for a call again.
    static func giveBack(_ job: ID<Job>, _ actor: Actor, _ company: OpenCompany, _ tx: Transaction) throws {
        guard let service = try PlanServiceStore.find(ofJob: job, tx), service.state == .booked else { return }
        try giveBack(service, by: actor, company, tx)
    }

    /// It has its days anew where they are over: whoever calls needs time. Where its contract was cancelled meanwhile, nobody does.
    private static func giveBack(
        _ service: PlanServiceRow, by actor: Actor, _ company: OpenCompany, _ tx: Transaction
    ) throws {
        let today = company.clock.day(of: tx.now)
        let until = today.adding(days: max(service.late, 1))
        try PlanServiceStore.move(
            service, .giveBack, by: actor.person,
            setting: """
                job_id = NULL, outcome = NULL, call_on = \(today),
                until_on = CASE WHEN until_on < \(until) THEN \(until) ELSE until_on END
                """, tx)
        try PlanServiceStore.cancel(PlanServiceStore.isPromisedNoMore(service.id), because: "", by: actor.person, tx)
    }
}

/// Makes jobs of services, one or several ticked ones: all of them or none.
package struct BookServices: Sendable {
    /// Where a job goes; nil for the place of the machine's last one.
    struct Place: Sendable {
        let city: ID<City>
        let address: String
        let note: String
    }

    let services: [ID<PlanService>]
    private let place: Place?

    init(services: [ID<PlanService>], place: Place?) { (self.services, self.place) = (services, place) }

    /// Each goes to the place of its machine's last job.
    package init(services: [ID<PlanService>]) { self.init(services: services, place: nil) }

    /// - Returns: the numbers of the jobs.
    /// - Throws: `Refusal.stale` where one has moved on, `plans.denied.address` where nobody knows where a machine stands.
    @discardableResult
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws -> [String] {
        try services.map { try book(PlanServiceStore.find($0, tx), by: actor, company.clock, tx) }
    }

    private func book(
        _ service: PlanServiceRow, by actor: Actor, _ clock: CompanyClock, _ tx: Transaction
    ) throws -> String {
        guard service.state.allows(.book) else { throw Refusal.stale(Complaint(PlanState.impossible)) }
        let place = try place ?? PlanServiceStore.lastPlace(of: service, tx)
        guard let place else {
            throw Complaint("plans.denied.address", try CustomerList.find(service.customer, tx).name)
        }
        let text = "\(service.templateName) – \(service.number)"
        let number = try AddJob(
            serviceType: service.serviceType, customer: service.customer, unit: service.unit, city: place.city,
            address: place.address, statedFault: place.note.isEmpty ? text : "\(text)\n\(place.note)",
            receivedAt: tx.now, receivedOn: clock.day(of: tx.now), by: actor.person, origin: "added"
        ).run(calendar: clock.calendar, in: tx)
        let job = try JobStore.find(number, .company, tx).id
        try PlanServiceStore.move(
            service, .book, by: actor.person, setting: "job_id = \(job), city_id = \(place.city), outcome = 'agreed'",
            detail: ["job": number], tx)
        return number
    }
}

/// Writes down what came of a call.
package struct CallAboutService: Sendable {
    private let outcome: CallOutcome
    /// When to call again.
    private let callOn: CalendarDay
    private let note: String

    package init(_ outcome: CallOutcome, callOn: CalendarDay, note: String) {
        (self.outcome, self.callOn, self.note) = (outcome, callOn, note)
    }

    /// - Parameter version: what was called about; nil where nobody has read it before.
    /// - Throws: `Refusal.stale` where it has moved on.
    package func run(
        _ id: ID<PlanService>, at version: Int? = nil, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let service = try PlanServiceStore.find(id, tx)
        guard version == nil || service.version == version else { throw Refusal.stale(Complaint("error.stale")) }
        var detail = ["outcome": outcome.rawValue, "note": note]
        if outcome == .later || outcome == .noAnswer { detail["call"] = callOn.isoText }
        try PlanServiceStore.move(
            service, outcome.deed, by: person, setting: "outcome = \(outcome), call_on = \(callOn), calls = calls + 1",
            detail: detail, tx)
    }
}
