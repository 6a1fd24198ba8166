/// How far a debt to a dealer has come.
public enum AccrualStage: String, CaseIterable, Sendable {
    /// Computed, but not yet sent by the dealer.
    case draft
    /// Sent, and not decided for good.
    case open
    case approved
    /// Approved, and in a payout that the bank has not paid.
    case inPayout = "in_payout"
}

/// How long ago the work was done, as a finance department groups debts.
public enum AccrualAge: String, CaseIterable, Sendable {
    case to30 = "to_30"
    case to60 = "to_60"
    case to90 = "to_90"
    case over90 = "over_90"

    /// Up to and with the 30th, 60th, 90th day after the work. A day that is still to come counts as today.
    public init(from day: CalendarDay, to today: CalendarDay) {
        switch day.distance(to: today) {
        case ...30: self = .to30
        case ...60: self = .to60
        case ...90: self = .to90
        default: self = .over90
        }
    }
}

/// What the company owes on a day, whether approved or not, by stage and by age. Below zero where dealers owe it.
public struct Accrual: Hashable, Sendable {
    public private(set) var byStage: [AccrualStage: Money] = [:]
    public private(set) var byAge: [AccrualAge: Money] = [:]
    public private(set) var total: Money

    public init(_ currency: Currency) { total = Money(0, currency) }

    /// - Throws: `kernel.money.overflow`.
    public mutating func add(_ amount: Money, _ stage: AccrualStage, _ age: AccrualAge) throws(Complaint) {
        byStage[stage] = try self[stage].adding(amount)
        byAge[age] = try self[age].adding(amount)
        total = try total.adding(amount)
    }

    /// - Throws: `kernel.money.overflow`.
    public mutating func add(_ other: Accrual) throws(Complaint) {
        for (stage, amount) in other.byStage { byStage[stage] = try self[stage].adding(amount) }
        for (age, amount) in other.byAge { byAge[age] = try self[age].adding(amount) }
        total = try total.adding(other.total)
    }

    public subscript(stage: AccrualStage) -> Money { byStage[stage] ?? Money(0, total.currency) }
    public subscript(age: AccrualAge) -> Money { byAge[age] ?? Money(0, total.currency) }

    /// What stands in the dealers' accounts: approved, in a payout or not.
    public var approved: Money {
        get throws(Complaint) { try self[.approved].adding(self[.inPayout]) }
    }
}
