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
    /// Whom the page proposed.
    let proposed: ID<Dealer>?
    let day: DispatchDay

    /// - Throws: `AssignmentRefused`; `Refusal.hidden` where the company has no such dealer, or a job is not in the city.
    func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let terms = try OfferTerms(in: company, tx)
        let jobs = try WaitingList.jobs(picks.map(\.number), city.id, actor.sight, tx)
        try checkFresh(jobs)
        let rows = try StandingList.all(city, on: day, tx)
        let holders = try day.holders(of: jobs.map(\.id), tx).all(of: jobs.map(\.id))
        let ranked = ranked(rows, for: jobs, holders, terms)
        guard let row = rows.first(where: { $0.standing.dealer == dealer }),
            let chosen = ranked.first(where: { $0.standing.dealer == dealer })
        else { throw Refusal.hidden }
        let first = ranked.first { $0.eligibility.verdict == .yes }.map(\.standing.dealer)
        let permit: MayAssign
        do {
            permit = try MayAssign(
                actor, to: chosen.eligibility,
                isProposed: reassign != nil || [first ?? dealer, proposed].contains(dealer), reason: override)
        } catch { throw AssignmentRefused.field("override", error) }
        let another = first == dealer ? nil : rows.first { $0.standing.dealer == first }
        let offer = OfferJob(
            actor: permit.actor, maker: permit.actor.person, day: day, terms: terms, reason: permit.reason,
            reassign: reassign)
        for job in jobs { try offer.run(job, to: dealer, row.name, insteadOf: another?.name, tx) }
        try OfferJob.tell([dealer: jobs], but: actor.person, tx)
    }

    private func ranked(
        _ rows: [StandingRow], for jobs: [JobRow], _ holders: Set<ID<Dealer>>?, _ terms: OfferTerms
    ) -> [RankedDealer] {
        let (services, groups) = (Set(jobs.map(\.serviceType)), Set(jobs.map(\.group)))
        let scope = DispatchScope(services: services, groups: groups, city: city.id)
        return Ranking.of(
            rows.map(\.standing),
            for: DispatchNeed(
                groups: groups, jobs: jobs.count, today: day.today, holders: holders, works: Set(jobs.map(\.work))),
            terms.policies[scope].weights)
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
}
