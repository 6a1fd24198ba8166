/// What a calculation is given: the facts of one finished job, and nothing else.
public struct FeeFacts: Hashable, Encodable, Sendable {
    public var number: String
    /// Seconds on any one clock that all jobs of a batch share; it only puts jobs in order.
    public var completedAt: Int64
    /// In the company's time zone.
    public var completionDay: CalendarDay
    /// `install`, `repair`, `periodic`, `inspection`, or what a company adds.
    public var serviceType: String
    public var productGroup: String
    public var productModel: String
    public var warranty: Warranty
    public var dealer: String
    public var dealerGrade: String
    public var zone: Zone
    public var outcome: JobOutcome
    public var dayKind: DayKind
    /// One-way road distance in tenths of a kilometre.
    public var tenthsOfKm: Int64
    /// Labour minutes.
    public var minutes: Int64
    /// One or more.
    public var visits: Int64
    /// Parts fitted.
    public var parts: Int64
    /// Charged to the customer, in minor units.
    public var customerLabour: Int64
    public var customerParts: Int64
    /// From the dealer's acceptance to completion, in tenths of an hour.
    public var tenthsOfHours: Int64
    /// Days since the dealer's last repair of the same fault on the same serial; nil where there is none.
    public var repeatDays: Int64?
    /// The happy-call score in tenths, 10 to 50; nil until known.
    public var tenthsOfScore: Int64?
    /// The key of customer and address; jobs without one share no trip.
    public var household: String
    /// 1 for the first job by which the dealer makes good work of his that quality control rejected, 2 where that failed too, and so
    /// on; nil for any other job.
    public var rework: Int64?

    public init(
        number: String, completedAt: Int64, completionDay: CalendarDay, serviceType: String, productGroup: String,
        productModel: String, warranty: Warranty, dealer: String, dealerGrade: String, zone: Zone,
        outcome: JobOutcome, dayKind: DayKind, tenthsOfKm: Int64, minutes: Int64, visits: Int64, parts: Int64,
        customerLabour: Int64, customerParts: Int64, tenthsOfHours: Int64, repeatDays: Int64?,
        tenthsOfScore: Int64?, household: String, rework: Int64? = nil
    ) {
        self.number = number
        self.completedAt = completedAt
        self.completionDay = completionDay
        self.serviceType = serviceType
        self.productGroup = productGroup
        self.productModel = productModel
        self.warranty = warranty
        self.dealer = dealer
        self.dealerGrade = dealerGrade
        self.zone = zone
        self.outcome = outcome
        self.dayKind = dayKind
        self.tenthsOfKm = tenthsOfKm
        self.minutes = minutes
        self.visits = visits
        self.parts = parts
        self.customerLabour = customerLabour
        self.customerParts = customerParts
        self.tenthsOfHours = tenthsOfHours
        self.repeatDays = repeatDays
        self.tenthsOfScore = tenthsOfScore
        self.household = household
        self.rework = rework
    }
}

extension FeeFacts {
    /// The same job after it was put right: what a correction does not touch stays as it was frozen, though the dealer's grade or
    /// a holiday may be another today.
    /// - Parameter isVisit: whether what was said of its visits was put right too.
    public func corrected(as new: FeeFacts, isVisit: Bool = false) -> FeeFacts {
        var facts = self
        (facts.serviceType, facts.productGroup, facts.productModel) = (
            new.serviceType, new.productGroup, new.productModel
        )
        (facts.warranty, facts.zone, facts.repeatDays) = (new.warranty, new.zone, new.repeatDays)
        facts.household = new.household
        guard isVisit else { return facts }
        (facts.completedAt, facts.tenthsOfHours, facts.outcome) = (new.completedAt, new.tenthsOfHours, new.outcome)
        (facts.tenthsOfKm, facts.minutes, facts.visits) = (new.tenthsOfKm, new.minutes, new.visits)
        (facts.parts, facts.customerLabour, facts.customerParts) = (new.parts, new.customerLabour, new.customerParts)
        return facts
    }
}
