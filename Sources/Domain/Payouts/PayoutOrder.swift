/// Whom a payout is for.
public enum PayoutScope: Hashable, Sendable {
    case all
    /// The dealers of a province.
    case province(Int64)
    case grade(String)
    /// One dealer, by his code: also one whose contract has ended, to settle with him.
    case dealer(String)

    /// Reads what `text` writes; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        switch (parts[0], parts.count > 1 ? parts[1] : "") {
        case ("all", ""): self = .all
        case ("province", let id): if let id = Int64(id), id > 0 { self = .province(id) } else { return nil }
        case ("grade", let grade) where !grade.isEmpty: self = .grade(grade)
        case ("dealer", let code) where !code.isEmpty: self = .dealer(code)
        default: return nil
        }
    }

    /// `all`, `province:8`, `grade:A`, `dealer:AR125`
    public var text: String {
        switch self {
        case .all: "all"
        case .province(let id): "province:\(id)"
        case .grade(let grade): "grade:\(grade)"
        case .dealer(let code): "dealer:\(code)"
        }
    }
}

/// What is asked of a payout: the work up to the end of a month, Jalali or Gregorian, of some dealers.
public struct PayoutOrder: Hashable, Sendable {
    public let calendar: CalendarSystem
    public let period: Period
    public let scope: PayoutScope

    public init(calendar: CalendarSystem, period: Period, scope: PayoutScope) {
        (self.calendar, self.period, self.scope) = (calendar, period, scope)
    }

    /// Reads `jalali:1405-9` and a scope; nil for anything else.
    public init?(month: String, scope: String) {
        let parts = month.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let calendar = CalendarSystem(rawValue: String(parts[0])),
            let period = Period(parts[1]),
            let scope = PayoutScope(scope)
        else { return nil }
        self.init(calendar: calendar, period: period, scope: scope)
    }

    /// `jalali:1405-9`
    public var month: String { "\(calendar.rawValue):\(period.text)" }

    /// Work of this day is the last that it pays.
    public var lastDay: CalendarDay { period.days(in: calendar).upperBound }
}
