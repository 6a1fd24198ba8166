/// What is known of a dealer's work; nil where too little is.
public struct TrackRecord: Hashable, Sendable {
    /// The middle one of his offers: minutes of working time until he took it.
    public var acceptMinutes: Int?
    /// The middle one of his jobs: minutes by the clock from taking it to its end.
    public var finishMinutes: Int?
    /// Of a thousand jobs, how many machines had a fault again soon after.
    public var repeatPermille: Int?
    /// Of a thousand jobs, how many were done by their first visit and stayed so.
    public var firstFixPermille: Int?
    /// What customers said, from 0 to 1,000.
    public var surveyPermille: Int?
    /// Jobs that he got in this month and has not given back.
    public var monthJobs: Int?

    public init(
        acceptMinutes: Int? = nil, finishMinutes: Int? = nil, repeatPermille: Int? = nil, surveyPermille: Int? = nil,
        monthJobs: Int? = nil, firstFixPermille: Int? = nil
    ) {
        self.firstFixPermille = firstFixPermille
        (self.acceptMinutes, self.finishMinutes) = (acceptMinutes, finishMinutes)
        (self.repeatPermille, self.surveyPermille, self.monthJobs) = (repeatPermille, surveyPermille, monthJobs)
    }

    /// The middle one; of an even number the lower of the two.
    public static func middle(_ values: [Int]) -> Int? {
        values.isEmpty ? nil : values.sorted()[(values.count - 1) / 2]
    }
}

/// One part of a dealer's score.
public struct RankedPart: Hashable, Sendable {
    public let part: RankingPart
    /// What is known, in the part's own measure: tenths of a kilometre, jobs, minutes, of a thousand, 0 or 1.
    public let value: Int?
    /// How good that is, from 0 to 1,000; nil where it is not known.
    public let mark: Int?
    /// How many points it may bring.
    public let weight: Int

    /// What it brings of these, in tenths; nil where it is not known.
    public var tenths: Int? { mark.map { $0 * weight / 100 } }
}

/// A dealer with his place among the others and how he came to it.
public struct RankedDealer: Sendable {
    public let eligibility: Eligibility
    /// Those that count, in their order.
    public let parts: [RankedPart]
    /// From 0 to 1,000: what he has of all the points that could be given to him. What is not known is left out on both
    /// sides, so that it does not hurt.
    public let score: Int

    public var standing: DealerStanding { eligibility.standing }

    init(_ eligibility: Eligibility, _ parts: [RankedPart]) {
        (self.eligibility, self.parts) = (eligibility, parts)
        let known = parts.filter { $0.mark != nil }
        let weight = known.reduce(0) { $0 + $1.weight }
        score = weight == 0 ? 0 : known.reduce(0) { $0 + ($1.mark ?? 0) * $1.weight } / weight
    }
}

/// The order in which dealers are proposed for jobs of one place.
public struct Ranking: Sendable {
    private let weights: RankingWeights
    /// What all who are compared got this month, and what they can do together on a day; 0 where that is not known.
    private let monthJobs: Int
    private let capacity: Int

    /// - Parameter standings: those who share the work of the place.
    public init(_ weights: RankingWeights, among standings: [DealerStanding]) {
        self.weights = weights
        let sharing = standings.filter { $0.isActive && $0.coversCity && $0.record.monthJobs != nil }
        monthJobs = sharing.reduce(0) { $0 + ($1.record.monthJobs ?? 0) }
        capacity = sharing.reduce(0) { $0 + $1.dailyCapacity }
    }

    /// Whoever can do it before whoever cannot; then by score, and where that is the same the dealer of the city itself, the
    /// nearest, the one with the lightest day, the better grade.
    public static func of(
        _ standings: [DealerStanding], for need: DispatchNeed, _ weights: RankingWeights = .usual
    ) -> [RankedDealer] {
        let ranking = Ranking(weights, among: standings)
        return standings.map { ranking.ranked($0, for: need) }.sorted(by: isBefore)
    }

    public func ranked(_ standing: DealerStanding, for need: DispatchNeed) -> RankedDealer {
        let parts = RankingPart.allCases.filter { weights[$0] > 0 }.map { part in
            let (value, mark) = measure(part, standing, need)
            return RankedPart(part: part, value: value, mark: mark, weight: weights[part])
        }
        return RankedDealer(Eligibility(standing, for: need), parts)
    }

    private func measure(
        _ part: RankingPart, _ dealer: DealerStanding, _ need: DispatchNeed
    ) -> (value: Int?, mark: Int?) {
        let record = dealer.record
        switch part {
        case .distance: return Self.falling(dealer.roadTenths, to: Self.farTenths)
        case .load: return (dealer.openJobs, Self.mark(dealer.openJobs, of: dealer.dailyCapacity * Self.fullDays))
        case .acceptance: return Self.falling(record.acceptMinutes, to: Self.slowAnswer)
        case .completion: return Self.falling(record.finishMinutes, to: Self.slowEnd)
        case .repeats: return Self.falling(record.repeatPermille, to: Self.manyRepeats)
        case .firstFix: return Self.rising(record.firstFixPermille)
        case .survey: return Self.rising(record.surveyPermille)
        case .parts:
            let has = need.holders.map { $0.contains(dealer.dealer) ? 1 : 0 }
            return (has, has.map { $0 * 1000 })
        case .share:
            guard let own = record.monthJobs, monthJobs > 0, capacity > 0 else { return (nil, nil) }
            // Nothing yet is best, his share is half, twice his share is worst.
            return (own, Self.mark(own * capacity, of: 2 * monthJobs * dealer.dailyCapacity))
        }
    }

    /// From here on a part brings nothing: 200 km, five full days of work, two days of eight hours, ten days, a fifth.
    private static let (farTenths, fullDays, slowAnswer, slowEnd, manyRepeats) = (2000, 5, 960, 14_400, 200)

    private static func rising(_ permille: Int?) -> (value: Int?, mark: Int?) {
        (permille, permille.map { min(max($0, 0), 1000) })
    }

    private static func falling(_ value: Int?, to worst: Int) -> (value: Int?, mark: Int?) {
        (value, value.map { mark($0, of: worst) })
    }

    /// 1,000 for nothing, and 0 from the worst on.
    private static func mark(_ value: Int, of worst: Int) -> Int {
        worst <= 0 ? 0 : 1000 - min(max(value, 0), worst) * 1000 / worst
    }

    static func isBefore(_ left: RankedDealer, _ right: RankedDealer) -> Bool {
        let (one, other) = (left.standing, right.standing)
        if left.eligibility.verdict != right.eligibility.verdict {
            return left.eligibility.verdict < right.eligibility.verdict
        }
        if left.score != right.score { return left.score > right.score }
        if one.isOfCity != other.isOfCity { return one.isOfCity }
        if one.roadTenths != other.roadTenths { return one.roadTenths < other.roadTenths }
        let share = left.eligibility.load * other.dailyCapacity
        let otherShare = right.eligibility.load * one.dailyCapacity
        if share != otherShare { return share < otherShare }
        if one.grade != other.grade { return PersianOrder.isBefore(one.grade, other.grade) }
        return one.dealer < other.dealer
    }
}
