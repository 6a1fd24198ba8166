/// A job that waits for a dealer, as far as one is chosen by it.
public struct WaitingJob: Sendable {
    public let id: ID<Job>
    public let service: String
    public let group: ID<ProductGroup>
    public let city: ID<City>
    /// Who has all parts that it waits for; nil where it waits for none.
    public let holders: Set<ID<Dealer>>?

    public init(
        id: ID<Job>, service: String, group: ID<ProductGroup>, city: ID<City>, holders: Set<ID<Dealer>>? = nil
    ) {
        (self.id, self.service, self.group, self.city) = (id, service, group, city)
        self.holders = holders
    }
}

/// Why nobody is proposed for a job: what keeps him back who comes nearest to getting it.
public enum NobodyReason: String, CaseIterable, Sendable {
    /// Whoever could do it has his day full.
    case full
    case away, blocked, certificate, group, contract, uncovered
}

/// Whom a job is proposed to.
public struct JobProposal: Sendable {
    public let job: WaitingJob
    /// The first of those whom nothing keeps back; nil where there is none.
    public let dealer: RankedDealer?
    /// The others who cover the city, in their order.
    public let others: [RankedDealer]
    /// Where nobody is proposed.
    public let reason: NobodyReason?
}

/// Proposes dealers for many jobs: each job to the first in its ranking as that is after all the jobs before it, so that days
/// fill up evenly and none is asked for more than it holds.
public struct Proposing: Sendable {
    private let today: CalendarDay
    private let policies: DispatchPolicies
    private let covering: [ID<City>: [DealerStanding]]
    private var given: [ID<Dealer>: Int] = [:]

    /// - Parameter covering: who covers each city, as he stands to it before any of the jobs is given.
    public init(today: CalendarDay, policies: DispatchPolicies, covering: [ID<City>: [DealerStanding]]) {
        (self.today, self.policies, self.covering) = (today, policies, covering)
    }

    /// The next job's; whoever is proposed has it from now on.
    public mutating func next(_ job: WaitingJob) -> JobProposal {
        let ranked = ranked(job)
        guard let first = ranked.first, first.eligibility.verdict == .yes else {
            return JobProposal(job: job, dealer: nil, others: ranked, reason: Self.reason(ranked))
        }
        give(to: first.standing.dealer)
        return JobProposal(job: job, dealer: first, others: Array(ranked.dropFirst()), reason: nil)
    }

    /// Somebody else than the proposed one gets a job.
    public mutating func give(to dealer: ID<Dealer>) { given[dealer, default: 0] += 1 }

    /// Who covers the job's city, in the order in which he is proposed now.
    public func ranked(_ job: WaitingJob) -> [RankedDealer] {
        let standings = (covering[job.city] ?? []).map { standing in
            var standing = standing
            guard let more = given[standing.dealer] else { return standing }
            standing.assignedToday += more
            standing.openJobs += more
            standing.record.monthJobs = standing.record.monthJobs.map { $0 + more }
            return standing
        }
        let scope = DispatchScope(service: job.service, group: job.group, city: job.city)
        return Ranking.of(
            standings,
            for: DispatchNeed(ServiceWork(job.service, on: job.group), today: today, holders: job.holders),
            policies[scope].weights)
    }

    private static func reason(_ ranked: [RankedDealer]) -> NobodyReason {
        let reasons = ranked.map { dealer in
            Set(dealer.eligibility.reasons.filter { $0.verdict != .yes }.map(NobodyReason.init))
        }
        // Who lacks the least comes nearest.
        return reasons.map { $0.max(by: isNearer) ?? .full }.min(by: isNearer) ?? .uncovered
    }

    private static func isNearer(_ left: NobodyReason, _ right: NobodyReason) -> Bool {
        let order = NobodyReason.allCases
        return (order.firstIndex(of: left) ?? 0) < (order.firstIndex(of: right) ?? 0)
    }
}

extension NobodyReason {
    fileprivate init(_ reason: EligibilityReason) {
        self =
            switch reason {
            case .withinCapacity, .overCapacity: .full
            case .away: .away
            case .blocked: .blocked
            case .groupsAllowed, .groupsMissing: .group
            case .certificateMissing: .certificate
            case .active, .suspended, .inContract, .beforeContract, .afterContract: .contract
            case .cityCovered, .cityNotCovered: .uncovered
            }
    }
}
