/// What jobs of one city, on one day, ask of a dealer.
public struct DispatchNeed: Sendable {
    public let groups: Set<ID<ProductGroup>>
    /// How many jobs he would get now, on top of what he got today.
    public let jobs: Int
    public let today: CalendarDay
    /// Who has all parts that the jobs wait for; nil where they wait for none.
    public let holders: Set<ID<Dealer>>?
    /// What is done at the jobs, as far as that is known: some of it may ask for a certificate.
    public let works: Set<ServiceWork>

    public init(
        groups: Set<ID<ProductGroup>>, jobs: Int, today: CalendarDay, holders: Set<ID<Dealer>>? = nil,
        works: Set<ServiceWork> = []
    ) {
        (self.groups, self.jobs, self.today, self.holders) = (groups, jobs, today, holders)
        self.works = works
    }

    /// One job of this kind.
    public init(_ work: ServiceWork, today: CalendarDay, holders: Set<ID<Dealer>>? = nil) {
        self.init(groups: [work.group], jobs: 1, today: today, holders: holders, works: [work])
    }
}

/// How a dealer stands to a city on one day.
public struct DealerStanding: Sendable {
    public let dealer: ID<Dealer>
    public let isActive: Bool
    public let contract: ClosedRange<CalendarDay>
    public let grade: String
    public let coversCity: Bool
    /// He has his seat in the city itself.
    public let isOfCity: Bool
    /// The estimated road from his seat, in tenths of a kilometre.
    public let roadTenths: Int
    public let groups: Set<ID<ProductGroup>>
    public let dailyCapacity: Int
    /// Jobs put to him today that he has not given back.
    public var assignedToday: Int
    /// Jobs that are with him, whenever he got them.
    public var openJobs = 0
    /// The last day on which he is away; nil where he is there.
    public var awayUntil: CalendarDay?
    /// What is open at him and keeps work from him.
    public var blocks: [OpenBlock] = []
    /// What asks for a certificate that nobody of his has.
    public var untrained: Set<UntrainedWork> = []
    public var record = TrackRecord()

    public init(
        dealer: ID<Dealer>, isActive: Bool, contract: ClosedRange<CalendarDay>, grade: String, coversCity: Bool,
        isOfCity: Bool, roadTenths: Int, groups: Set<ID<ProductGroup>>, dailyCapacity: Int, assignedToday: Int
    ) {
        (self.dealer, self.isActive, self.contract, self.grade) = (dealer, isActive, contract, grade)
        (self.coversCity, self.isOfCity, self.roadTenths) = (coversCity, isOfCity, roadTenths)
        (self.groups, self.dailyCapacity, self.assignedToday) = (groups, dailyCapacity, assignedToday)
    }
}

/// One answer to the question whether a dealer may get the jobs.
public enum EligibilityReason: Hashable, Sendable {
    case active, suspended
    case inContract(until: CalendarDay)
    case beforeContract(from: CalendarDay)
    case afterContract(since: CalendarDay)
    case away(until: CalendarDay)
    case cityCovered, cityNotCovered
    case groupsAllowed
    /// Some of the groups, or all of them where `none` is true, are not allowed to him.
    case groupsMissing(Set<ID<ProductGroup>>, none: Bool)
    /// Work on these groups asks for a certificate that nobody of his has; all of the work where `none` is true.
    case certificateMissing(Set<ID<ProductGroup>>, none: Bool)
    /// - Parameter load: jobs of today with the new ones.
    case withinCapacity(load: Int, of: Int)
    case overCapacity(load: Int, of: Int)
    case blocked(OpenBlock)

    public var verdict: Verdict {
        switch self {
        case .active, .inContract, .cityCovered, .groupsAllowed, .withinCapacity: .yes
        case .groupsMissing(_, none: false), .certificateMissing(_, none: false), .overCapacity: .doubt
        case .suspended, .beforeContract, .afterContract, .away, .cityNotCovered, .groupsMissing(_, none: true),
            .certificateMissing(_, none: true), .blocked:
            .no
        }
    }
}

/// `doubt`: he can do part of it, or it is more than his day holds. Only `yes` needs no reason typed.
public enum Verdict: Int, Comparable, Sendable {
    case yes, doubt, no

    public static func < (left: Verdict, right: Verdict) -> Bool { left.rawValue < right.rawValue }
}

/// A dealer as a choice for jobs, with every reason for and against.
public struct Eligibility: Sendable {
    public let standing: DealerStanding
    /// State, contract, city, product groups, capacity, always all five in this order; that a certificate is missing and
    /// that he is away, where it is so; and what is open at him.
    public let reasons: [EligibilityReason]
    public let verdict: Verdict
    /// Jobs of today with the new ones.
    public let load: Int

    public init(_ standing: DealerStanding, for need: DispatchNeed) {
        self.standing = standing
        load = standing.assignedToday + need.jobs
        var reasons = [
            standing.isActive ? EligibilityReason.active : .suspended,
            Self.contract(standing.contract, need.today),
            standing.coversCity ? .cityCovered : .cityNotCovered,
            Self.groups(standing.groups, need.groups),
            Self.capacity(load, standing.dailyCapacity, isNew: need.jobs > 0),
        ]
        if let reason = Self.certificates(standing.untrained, need.works) { reasons.append(reason) }
        if let day = standing.awayUntil { reasons.append(.away(until: day)) }
        reasons += standing.blocks.map(EligibilityReason.blocked)
        self.reasons = reasons
        verdict = reasons.map(\.verdict).max() ?? .yes
    }

    private static func contract(_ contract: ClosedRange<CalendarDay>, _ today: CalendarDay) -> EligibilityReason {
        if today < contract.lowerBound { return .beforeContract(from: contract.lowerBound) }
        if today > contract.upperBound { return .afterContract(since: contract.upperBound) }
        return .inContract(until: contract.upperBound)
    }

    private static func groups(
        _ allowed: Set<ID<ProductGroup>>, _ needed: Set<ID<ProductGroup>>
    ) -> EligibilityReason {
        let missing = needed.subtracting(allowed)
        return missing.isEmpty ? .groupsAllowed : .groupsMissing(missing, none: missing == needed)
    }

    private static func certificates(
        _ untrained: Set<UntrainedWork>, _ works: Set<ServiceWork>
    ) -> EligibilityReason? {
        let missing = works.filter { work in untrained.contains { $0.covers(work) } }
        return missing.isEmpty
            ? nil : .certificateMissing(Set(missing.map(\.group)), none: missing.count == works.count)
    }

    /// With nothing chosen yet, a full day is one that holds no further job.
    private static func capacity(_ load: Int, _ capacity: Int, isNew: Bool) -> EligibilityReason {
        let isOver = isNew ? load > capacity : load >= capacity
        return isOver ? .overCapacity(load: load, of: capacity) : .withinCapacity(load: load, of: capacity)
    }
}
