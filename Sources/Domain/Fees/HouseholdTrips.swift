/// Finds the jobs of a batch that a dealer did in one trip: same household, same completion day.
public struct HouseholdTrips: Sendable {
    private struct Trip: Hashable {
        let dealer: String
        let household: String
        let day: CalendarDay
    }

    /// For each trip and component the first job with a line from a `household_day` rule, whatever its amount.
    private var first: [Trip: [FeeComponent: String]] = [:]
    private var earliest: CalendarDay?

    public init() {}

    /// The order in which the jobs of a batch must be priced: by completion instant, then by number.
    public static func order(of jobs: [FeeFacts]) -> [Int] {
        jobs.indices.sorted { one, other in
            (jobs[one].completedAt, jobs[one].number, one) < (jobs[other].completedAt, jobs[other].number, other)
        }
    }

    /// Lets go of the trips that no later job can belong to, so that a batch of years needs no more memory than a day.
    public mutating func forget(before day: CalendarDay) {
        guard earliest.map({ $0 < day }) ?? true else { return }
        earliest = day
        first = first.filter { $0.key.day >= day }
    }

    /// Prices the next job in that order, and remembers its lines for those that follow.
    public mutating func calculation(of facts: FeeFacts, by tariff: Tariff) throws(Complaint) -> Calculation {
        guard !facts.household.isEmpty else { return try tariff.calculation(of: facts) }
        let trip = Trip(dealer: facts.dealer, household: facts.household, day: facts.completionDay)
        let calculation = try tariff.calculation(of: facts, earlierTrips: first[trip] ?? [:])
        for line in calculation.lines where line.scope == .householdDay {
            if first[trip]?[line.component] == nil { first[trip, default: [:]][line.component] = facts.number }
        }
        return calculation
    }
}
