import Database
import Domain
import Ground
import Web

/// What a city's page is made of, read in one transaction.
struct CityFacts: Sendable {
    let city: CityPlace
    let slice: Slice<WaitingRow, WaitingKey>
    let counts: [CityTab: Int]
    let form: AssignmentForm
    let groups: [ID<ProductGroup>: String]
    /// The groups of all jobs of the tab.
    let groupsOfTab: [ID<ProductGroup>]
    let dealers: [StandingRow]
    let policies: DispatchPolicies
    let holders: [ID<Job>: Set<ID<Dealer>>]
    let reasons: [Reason]
    /// Jobs that were chosen and that somebody else has changed meanwhile, as they are now.
    let taken: [TakenJob]
    let today: CalendarDay
    let now: Instant
    let promises: Promises

    struct TakenJob: Sendable {
        let number: String
        let state: JobState
        let dealer: String?
    }

    /// - Parameter taken: numbers of jobs that are no longer what the form saw.
    /// - Throws: `Refusal.hidden` where there is no such city, or the one job asked for is not in it.
    static func read(
        _ id: ID<City>, _ asked: AssignmentForm, taken: [String] = [], _ context: CompanyContext, _ tx: Transaction
    ) throws -> CityFacts {
        guard let city = try StandingList.city(id, tx) else { throw Refusal.hidden }
        let (sight, today) = (context.actor.sight, context.reader.clock.day(of: tx.now))
        let form = try narrowed(asked, city, sight, tx)
        let day = DispatchDay(in: context.company, at: tx.now)
        let dealers = try StandingList.all(city, on: day, tx)
        let names = try StandingList.groupNames(tx).mapValues { context.reader.name(fa: $0.fa, en: $0.en) }
        let jobs = try WaitingList.jobs(taken, id, sight, tx)
        let slice = try WaitingList.slice(id, form.query, sight, tx)
        let chosen = Set(form.picks)
        return CityFacts(
            city: city, slice: slice,
            counts: try WaitingList.counts(id, sight, tx), form: form, groups: names,
            groupsOfTab: try WaitingList.groups(id, form.query.tab, sight, tx), dealers: dealers,
            policies: try DispatchPolicyStore.inForce(tx),
            holders: try day.holders(of: slice.lines.filter { chosen.contains($0.pick) }.map(\.key.id), tx),
            reasons: try ReasonList.all(.reassign, tx),
            taken: jobs.map { job in
                TakenJob(
                    number: job.number, state: job.state,
                    dealer: dealers.first { $0.standing.dealer == job.dealer }?.name)
            }, today: today, now: tx.now, promises: try context.promises(tx))
    }

    /// A form for one job stands in the tab of that job, and has it chosen.
    private static func narrowed(
        _ form: AssignmentForm, _ city: CityPlace, _ sight: Actor.Sight, _ tx: Transaction
    ) throws -> AssignmentForm {
        guard let number = form.query.number else { return form }
        guard let job = try WaitingList.jobs([number], city.id, sight, tx).first else { throw Refusal.hidden }
        return form.narrowed(to: job)
    }

    var rows: [WaitingRow] { slice.lines }

    private var picked: [WaitingRow] {
        let chosen = Set(form.picks)
        return rows.filter { chosen.contains($0.pick) }
    }

    /// The dealers in the order in which they are proposed.
    var ranked: [RankedDealer] {
        let asked = picked.isEmpty ? rows : picked
        let scope = DispatchScope(
            services: Set(asked.map(\.service)), groups: Set(asked.map(\.group)), city: city.id)
        return Ranking.of(dealers.map(\.standing), for: need, policies[scope].weights)
    }

    /// What is asked of the dealers: by the chosen jobs; where none is chosen, by all that are shown.
    var need: DispatchNeed {
        let picked = picked
        let groups = picked.isEmpty ? form.query.group.map { [$0] } ?? groupsOfTab : picked.map(\.group)
        let works = (picked.isEmpty ? rows : picked).map { ServiceWork($0.service, on: $0.group) }
        return DispatchNeed(
            groups: Set(groups), jobs: picked.count, today: today, holders: holders.all(of: picked.map(\.key.id)),
            works: Set(works))
    }
}

extension WaitingRow {
    var pick: JobPick { JobPick(number: number, version: version) }
}
