/// A tariff run over jobs that are done: what it would have given for them beside what was computed. Nothing is changed.
/// The jobs must come in the order of `HouseholdTrips.order`.
public struct WhatIf: Sendable {
    /// What was computed for a job: the calculation's id, and its payable in minor units.
    public struct Computed: Hashable, Sendable {
        public let id: Int64
        public let payable: Int64

        public init(id: Int64, payable: Int64) {
            self.id = id
            self.payable = payable
        }
    }

    /// A done job with its newest calculation; nil where it has none.
    public struct Job: Sendable {
        public let id: Int64
        public let facts: FeeFacts
        public let city: String
        public let computed: Computed?
        /// What was computed is approved, whole, in the dealer's account, and was not taken back.
        public let isSettled: Bool

        public init(id: Int64, facts: FeeFacts, city: String, computed: Computed?, isSettled: Bool) {
            self.id = id
            self.facts = facts
            self.city = city
            self.computed = computed
            self.isSettled = isSettled
        }
    }

    /// A job that the tariff would have paid otherwise.
    public struct Change: Sendable {
        public let job: Job
        public let computed: Computed
        public let calculation: Calculation

        /// How much more the tariff gives, in minor units; below zero where it gives less.
        public var difference: Int64 { calculation.payable - computed.payable }
    }

    /// The first job that the tariff could not price, and why.
    public struct Failure: Hashable, Sendable {
        public let number: String
        public let complaint: Complaint
    }

    public private(set) var sums: [WhatIfSum.Key: WhatIfSum] = [:]
    public private(set) var failure: Failure?
    private let tariff: Tariff
    private var trips = HouseholdTrips()
    private var changes: [Change] = []
    /// The jobs that are kept.
    private let most: Int

    /// - Parameter most: of the jobs that change, so many are kept.
    public init(_ tariff: Tariff, keeping most: Int) {
        self.tariff = tariff
        self.most = most
    }

    /// Those that change most, the largest change first.
    public var largest: [Change] {
        Array(
            changes.sorted { one, other in
                let (first, second) = (one.difference.magnitude, other.difference.magnitude)
                return first == second ? one.job.id < other.job.id : first > second
            }
            .prefix(most))
    }

    /// Prices the next job and adds it to its sums. What the tariff cannot price is counted apart.
    /// - Returns: how the job would change; nil where it would not, or where nothing was computed for it.
    /// - Throws: `fees.overflow` where a sum leaves the 64-bit range.
    @discardableResult
    public mutating func add(_ job: Job) throws(Complaint) -> Change? {
        trips.forget(before: job.facts.completionDay)
        let calculation: Calculation
        do {
            calculation = try trips.calculation(of: job.facts, by: tariff)
        } catch {
            try refuse(job.facts.number, computed: job.computed?.payable, error)
            return nil
        }
        guard let computed = job.computed else {
            try add(to: [.unpriced], computed: 0, priced: calculation.payable)
            return nil
        }
        let (before, after) = (computed.payable, calculation.payable)
        guard !after.subtractingReportingOverflow(before).overflow else {
            try refuse(job.facts.number, computed: before, Complaint("fees.overflow"))
            return nil
        }
        try add(to: keys(of: job), computed: before, priced: after)
        guard before != after else { return nil }
        if job.isSettled { try add(to: [.settled], computed: before, priced: after) }
        let change = Change(job: job, computed: computed, calculation: calculation)
        keep(change)
        return change
    }

    /// Counts a job that cannot be priced.
    public mutating func refuse(_ number: String, computed: Int64?, _ complaint: Complaint) throws(Complaint) {
        if failure == nil { failure = Failure(number: number, complaint: complaint) }
        try add(to: [.refused], computed: computed ?? 0, priced: 0)
    }

    private func keys(of job: Job) -> [WhatIfSum.Key] {
        [
            .all, .init(.dealer, job.facts.dealer), .init(.serviceType, job.facts.serviceType),
            .init(.productGroup, job.facts.productGroup), .init(.city, job.city),
        ]
    }

    private mutating func add(to keys: [WhatIfSum.Key], computed: Int64, priced: Int64) throws(Complaint) {
        for key in keys { try sums[key, default: WhatIfSum()].add(computed: computed, priced: priced) }
    }

    private mutating func keep(_ change: Change) {
        changes.append(change)
        if changes.count >= most * 4 { changes = largest }
    }
}
