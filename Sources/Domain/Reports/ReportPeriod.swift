/// A month, a quarter or a year of a calendar, as reports are read.
public struct ReportPeriod: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        case month, quarter, year

        fileprivate var months: Int {
            switch self {
            case .month: 1
            case .quarter: 3
            case .year: 12
            }
        }
    }

    /// Days within which the end of a job may turn out to be none.
    public static let ripening = 30

    public let kind: Kind
    public let calendar: CalendarSystem
    /// Months from the calendar's beginning to the first of the period.
    private let first: Int

    private init(_ kind: Kind, _ calendar: CalendarSystem, first: Int) {
        (self.kind, self.calendar, self.first) = (kind, calendar, first)
    }

    /// The one in which a day lies.
    public init(_ kind: Kind, of day: CalendarDay, _ calendar: CalendarSystem) {
        let (year, month) = calendar.month(of: day)
        let months = year * 12 + month - 1
        self.init(kind, calendar, first: months / kind.months * kind.months)
    }

    /// - Parameter text: `1405-08`, `1405-q3`, `1405`. nil for what is none.
    public init?(_ text: String, _ calendar: CalendarSystem) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let year = Int(parts.first ?? ""), (1...9_000).contains(year), parts.count <= 2 else { return nil }
        guard parts.count == 2 else {
            self.init(.year, calendar, first: year * 12)
            return
        }
        let isQuarter = parts[1].hasPrefix("q")
        guard let place = Int(parts[1].drop { $0 == "q" }), (1...(isQuarter ? 4 : 12)).contains(place) else {
            return nil
        }
        self.init(
            isQuarter ? .quarter : .month, calendar, first: year * 12 + (place - 1) * (isQuarter ? 3 : 1))
    }

    public var year: Int { first / 12 }
    /// Which month or quarter of its year; 1 for a year.
    public var place: Int { first % 12 / kind.months + 1 }

    public var text: String {
        switch kind {
        case .month: "\(year)-\(place < 10 ? "0" : "")\(place)"
        case .quarter: "\(year)-q\(place)"
        case .year: "\(year)"
        }
    }

    /// Its months, the oldest first.
    public var months: [ReportPeriod] { (0..<kind.months).map { Self(.month, calendar, first: first + $0) } }

    public var days: ClosedRange<CalendarDay> {
        calendar.days(ofMonth: first / 12, first % 12 + 1)
            .lowerBound...calendar.days(ofMonth: first / 12, first % 12 + kind.months).upperBound
    }

    public var before: ReportPeriod { back(1) }
    public var yearBefore: ReportPeriod { Self(kind, calendar, first: first - 12) }

    /// The one so many of its kind before it.
    public func back(_ count: Int) -> ReportPeriod { Self(kind, calendar, first: first - count * kind.months) }

    /// So many months up to its last one, the oldest first.
    public func lastMonths(_ count: Int) -> [ReportPeriod] {
        let last = first + kind.months - 1
        return (0..<count).map { Self(.month, calendar, first: last - count + 1 + $0) }
    }

    public func isOver(on today: CalendarDay) -> Bool { days.upperBound < today }

    /// Whether jobs that ended in it may still come back within the days that are counted.
    public func isImmature(on today: CalendarDay) -> Bool {
        days.upperBound.adding(days: Self.ripening) >= today && days.lowerBound <= today
    }
}
