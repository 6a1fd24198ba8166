import Database
import Domain
import Ground
import HTTPTypes
import Web

/// Why an assignment is not made; the city's page comes back and says so.
enum AssignmentRefused: DeedRefusal {
    /// The jobs that somebody else has changed since they were chosen.
    case taken([String])
    /// A field of the form does not do.
    case field(String, Complaint)

    var status: HTTPResponse.Status {
        switch self {
        case .taken: .conflict
        case .field: .unprocessableContent
        }
    }

    func complaint(_ reader: Reader) -> Complaint {
        switch self {
        case .taken(let numbers):
            Complaint("dispatch.taken", values: [numbers.joined(separator: reader.words("list.comma"))])
        case .field(_, let complaint): complaint
        }
    }
}

/// Puts jobs of one city to one dealer, all of them or none. None, because a dispatcher gives a dealer a tour: when one
/// job of it is gone he wants to see that before the others are on their way, and half an assignment looks like a whole.
struct AssignJobs: Sendable {
    let city: CityPlace
    let picks: [JobPick]
    let dealer: ID<Dealer>
    /// Why he gets them although something speaks against him.
    let override: String
    /// Why jobs that have a dealer get another.
    let reassign: GivenReason?
    let today: CalendarDay

    /// - Throws: `AssignmentRefused`; `Refusal.hidden` where the company has no such dealer, or a job is not in the city.
    func run(by actor: Actor, in tx: Transaction) throws {
        let jobs = try WaitingList.jobs(picks.map(\.number), city.id, actor.sight, tx)
        try checkFresh(jobs)
        guard let row = try StandingList.one(dealer, city, today: today, tx) else { throw Refusal.hidden }
        let need = DispatchNeed(groups: Set(jobs.map(\.group)), jobs: jobs.count, today: today)
        let permit: MayAssign
        do {
            permit = try MayAssign(actor, to: Eligibility(row.standing, for: need), reason: override)
        } catch { throw AssignmentRefused.field("override", error) }
        for job in jobs { try give(job, to: row, permit, tx) }
        try tell(jobs, by: actor.person, tx)
    }

    /// Whoever gets them, and whoever had them.
    private func tell(_ jobs: [JobRow], by person: ID<Person>, _ tx: Transaction) throws {
        try JobStore.tell("job_offered", jobs, to: dealer, but: person, tx)
        let given = jobs.filter { $0.dealer != nil }
        for (former, jobs) in Dictionary(grouping: given, by: { $0.dealer! }).sorted(by: { $0.key < $1.key }) {
            try JobStore.tell("job_withdrawn", jobs, to: former, but: person, tx)
        }
    }

    private func checkFresh(_ jobs: [JobRow]) throws {
        guard jobs.count == Set(picks.map(\.number)).count else { throw Refusal.hidden }
        let versions = Dictionary(picks.map { ($0.number, $0.version) }) { first, _ in first }
        let taken = jobs.filter { $0.version != versions[$0.number] || !$0.state.allows(.offer) || $0.isInWorkshop }
        guard taken.isEmpty else { throw AssignmentRefused.taken(taken.map(\.number)) }
        let given = jobs.filter { $0.dealer != nil }
        if let same = given.first(where: { $0.dealer == dealer }) {
            throw AssignmentRefused.field("dealer", Complaint("dispatch.same_dealer", same.number))
        }
        guard given.isEmpty || reassign != nil else {
            throw AssignmentRefused.field("reason", Complaint("dispatch.reassign.missing"))
        }
    }

    private func give(_ job: JobRow, to row: StandingRow, _ permit: MayAssign, _ tx: Transaction) throws {
        var detail = ["dealer": row.name]
        if !permit.reason.isEmpty { detail["override"] = permit.reason }
        if job.dealer != nil, let reassign {
            (detail["reason"], detail["text"]) = (reassign.code, reassign.text)
            try AssignmentStore.withdrawIfOpen(job.id, by: permit.actor.person, because: reassign, tx)
        }
        try JobStore.move(
            job, .offer, by: permit.actor, .offered(to: permit.dealer), detail: detail, tx)
        try AssignmentStore.add(
            job.id, to: permit.dealer, by: permit.actor.person, on: today, reason: permit.reason, tx)
    }
}
