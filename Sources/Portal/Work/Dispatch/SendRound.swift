import Database
import Domain
import Ground
import Web

/// What of a round somebody has seen: the job, whom it goes to, and whom it was proposed to.
struct RoundPick: Sendable {
    let job: JobPick
    let dealer: ID<Dealer>
    let isProposed: Bool
}

/// Puts jobs of many cities to dealers at once. What somebody else was faster with is left out and counted: nobody sees at a
/// glance which of forty jobs it was, and the others must not wait for it.
struct SendRound: Sendable {
    /// Jobs of which a run puts so many to dealers in one step.
    static let together = 200
    static let kind = "dispatch_round"

    let filter: RoundFilter
    let picks: [RoundPick]
    /// The last one that the page showed, where those after it go as they are proposed; nil where they wait.
    let rest: WaitingKey?
    /// Why others got some than were proposed, or although something speaks against them.
    let reason: String

    /// - Throws: `AssignmentRefused` where a reason is needed and none is given, or somebody may not get a job.
    func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws -> ID<DispatchRound> {
        let (day, terms) = (DispatchDay(in: company, at: tx.now), try OfferTerms(in: company, tx))
        let jobs = try RoundList.jobs(picks.map(\.job), filter, tx)
        var network = try RoundNetwork(jobs, on: day, alsoNear: true, but: filter.dealer, tx)
        let round = try RoundStore.add(filter, reason: reason, by: actor.person, tx)
        let chosen = Dictionary(picks.map { ($0.job.number, $0) }) { first, _ in first }
        var given: [ID<Dealer>: [JobRow]] = [:]
        for job in jobs {
            guard let pick = chosen[job.number] else { continue }
            let offer = OfferJob(
                actor: actor, maker: actor.person, day: day, terms: terms, reassign: try filter.reassign(reason),
                round: round)
            try give(job, pick, offer, &network, by: actor, tx)
            given[pick.dealer, default: []].append(job)
        }
        try OfferJob.tell(given, but: actor.person, tx)
        try RoundStore.count(round, given: jobs.count, leftOut: picks.count - jobs.count, tx)
        if let rest {
            try RunStore.add(
                Self.kind, of: round.value, from: rest.description, total: RoundList.count(filter, after: rest, tx),
                by: actor.person, in: company, tx)
        }
        return round
    }

    private func give(
        _ job: JobRow, _ pick: RoundPick, _ offer: OfferJob, _ network: inout RoundNetwork, by actor: Actor,
        _ tx: Transaction
    ) throws {
        let ranked = network.ranked(job)
        guard let row = network.dealers[pick.dealer],
            let standing = ranked.first(where: { $0.standing.dealer == pick.dealer })
        else { throw AssignmentRefused.field("override", Complaint("dispatch.round.unknown", job.number)) }
        let permit: MayAssign
        do {
            permit = try MayAssign(
                actor, to: standing.eligibility, isProposed: pick.isProposed, reason: reason)
        } catch { throw AssignmentRefused.field("override", error) }
        // Whatever the form says of it: whom the ranking put first stays in the history.
        let first = ranked.first?.standing.dealer
        let another = first == pick.dealer ? nil : first.flatMap { network.dealers[$0]?.name }
        network.give(to: pick.dealer)
        var own = offer
        own.reason = permit.reason
        try own.run(job, to: pick.dealer, row.name, insteadOf: another, tx)
    }
}

/// The rest of a round: what no page has shown, to whoever is proposed.
struct RoundRun: RunKind {
    let name = SendRound.kind

    func open(_ run: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork {
        Work(company: company, round: ID(run.subject), done: run.done)
    }

    private struct Work: RunWork {
        let company: OpenCompany
        let round: ID<DispatchRound>
        var done: Int

        mutating func next(after step: String) async throws -> RunStep {
            let (company, round, mark) = (company, round, WaitingKey(step))
            let jobs = try await company.read { tx in
                try RoundList.waiting(
                    RoundStore.find(round, tx).filter, after: mark, limit: SendRound.together, tx)
            }
            guard let last = jobs.last else { return .end { _ in } }
            done += jobs.count
            let progress = RunProgress(last.key.description, done: done)
            return .write { tx in
                try Self.send(after: mark, until: last.key, round, in: company, tx)
                return progress
            }
        }

        /// What waits between the two marks now, be it what was read or not.
        private static func send(
            after mark: WaitingKey?, until last: WaitingKey, _ round: ID<DispatchRound>, in company: OpenCompany,
            _ tx: Transaction
        ) throws {
            let (state, day) = (try RoundStore.find(round, tx), DispatchDay(in: company, at: tx.now))
            let jobs = try RoundList.waiting(state.filter, after: mark, limit: SendRound.together, tx)
                .filter { ($0.key.day, $0.key.id) <= (last.day, last.id) }.map(\.job)
            var network = try RoundNetwork(jobs, on: day, but: state.filter.dealer, tx)
            let offer = OfferJob(
                actor: try RoundStore.actor(of: state), maker: state.madeBy, day: day,
                terms: try OfferTerms(in: company, tx), reassign: try state.filter.reassign(state.reason), round: round)
            var given: [ID<Dealer>: [JobRow]] = [:]
            for job in jobs {
                guard let dealer = network.next(job).dealer?.standing.dealer, let row = network.dealers[dealer] else {
                    continue
                }
                try offer.run(job, to: dealer, row.name, tx)
                given[dealer, default: []].append(job)
            }
            try OfferJob.tell(given, but: state.madeBy, tx)
            let count = given.values.reduce(0) { $0 + $1.count }
            try RoundStore.count(round, given: count, leftOut: jobs.count - count, tx)
        }
    }
}

extension RoundStore {
    /// Whoever sent the round was a dispatcher when he did.
    fileprivate static func actor(of round: RoundState) throws -> Actor {
        try Actor(person: round.madeBy, name: round.maker, roles: Roles([.dispatcher]), dealer: nil)
    }
}
