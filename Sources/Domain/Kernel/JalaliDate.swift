/// A date of the Solar Hijri calendar. A year is leap when its remainder by 33 is 1, 5, 9, 13, 17, 22, 26 or 30:
/// equal to the official calendar for 1206…1633, the years that can be typed.
public struct JalaliDate: Hashable, Sendable {
    public let year: Int
    public let month: Int
    public let day: Int

    public static let years = 1206...1633

    /// Nil when the date does not exist (1404/12/30) or its year is outside of `years`.
    public init?(year: Int, month: Int, day: Int) {
        guard Self.years.contains(year), (1...12).contains(month), day >= 1,
            day <= Self.length(ofMonth: month, year: year)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// The Jalali date of any day; outside of `years` the 33-year rule simply goes on.
    public init(_ day: CalendarDay) {
        let days = Int(day.number)
        var year = (33 * (days - Self.dayZero)).flooredQuotient(by: 12_053)
        while Self.newYear(year + 1) <= days { year += 1 }
        while Self.newYear(year) > days { year -= 1 }
        let dayOfYear = days - Self.newYear(year)
        self.year = year
        if dayOfYear < 186 {
            (month, self.day) = (dayOfYear / 31 + 1, dayOfYear % 31 + 1)
        } else {
            (month, self.day) = ((dayOfYear - 186) / 30 + 7, (dayOfYear - 186) % 30 + 1)
        }
    }

    public var calendarDay: CalendarDay { Self.firstDay(year: year, month: month).adding(days: day - 1) }

    /// `1405/09/02`
    public var text: String { DateText.make(year: year, month: month, day: day, separator: UInt8(ascii: "/")) }

    static func firstDay(year: Int, month: Int) -> CalendarDay {
        let before = month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30
        return CalendarDay(number: Int32(clamping: newYear(year) + before))
    }

    static func isLeap(_ year: Int) -> Bool { newYear(year + 1) - newYear(year) == 366 }

    static func length(ofMonth month: Int, year: Int) -> Int {
        month <= 6 ? 31 : month < 12 || isLeap(year) ? 30 : 29
    }

    // 33 years hold 8 leap years; ⌊(8y + 21) / 33⌋ counts those before year y, up to a constant that dayZero holds.
    private static let dayZero = -492_633

    private static func newYear(_ year: Int) -> Int {
        dayZero + 365 * year + (8 * year + 21).flooredQuotient(by: 33)
    }
}

extension JalaliDate: Comparable {
    public static func < (left: JalaliDate, right: JalaliDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
}

extension Int {
    fileprivate func flooredQuotient(by divisor: Int) -> Int {
        self >= 0 ? self / divisor : (self - divisor + 1) / divisor
    }
}
