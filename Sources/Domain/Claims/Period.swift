/// A month of the company's calendar, in which claims and payouts are grouped.
public struct Period: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let year: Int
    /// 1…12
    public let month: Int

    public init(year: Int, month: Int) { (self.year, self.month) = (year, month) }

    /// Reads `1405-7`, also `1405-07`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == 4, (1...2).contains(parts[1].count),
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }), let year = Int(parts[0]),
            let month = Int(parts[1]), year > 0, (1...12).contains(month)
        else { return nil }
        self.init(year: year, month: month)
    }

    /// The month that holds the day.
    public init(of day: CalendarDay, in calendar: CalendarSystem) {
        let (year, month) = calendar.month(of: day)
        self.init(year: year, month: month)
    }

    /// `1405-7`
    public var text: String { "\(year)-\(month)" }
    public var description: String { text }
    /// `1405/07`, as the days of the calendar are written in files, so that months sort by their text.
    public var slashed: String { "\(year)/\(month < 10 ? "0" : "")\(month)" }

    /// The month before.
    public var previous: Period {
        month == 1 ? Period(year: year - 1, month: 12) : Period(year: year, month: month - 1)
    }

    public func days(in calendar: CalendarSystem) -> ClosedRange<CalendarDay> { calendar.days(ofMonth: year, month) }

    public static func < (left: Period, right: Period) -> Bool { (left.year, left.month) < (right.year, right.month) }
}
