/// The calendar a company shows, types and groups its days in.
public enum CalendarSystem: String, CaseIterable, Codable, Sendable {
    case jalali, gregorian

    /// `1405/09/02` or `2026-11-23`, in ASCII digits.
    public func text(_ day: CalendarDay) -> String {
        switch self {
        case .jalali: JalaliDate(day).text
        case .gregorian: day.isoText
        }
    }

    /// The day that its weeks begin with.
    public var firstWeekday: Weekday { self == .jalali ? .saturday : .monday }

    public func year(of day: CalendarDay) -> Int { month(of: day).year }

    public func month(of day: CalendarDay) -> (year: Int, month: Int) {
        let parts = parts(of: day)
        return (parts.year, parts.month)
    }

    /// The days of a month. A month below 1 or above 12 counts on into the neighbouring years (13 of 1404 is 1 of
    /// 1405); years are held within 1…9999, so that no number typed in an address can stop the program.
    public func days(ofMonth year: Int, _ month: Int) -> ClosedRange<CalendarDay> {
        let months = min(max(year, 1), 9998) * 12 + min(max(month, -1200), 1200) - 1
        let start = firstDay(of: max(months, 12))
        return start...firstDay(of: max(months, 12) + 1).adding(days: -1)
    }

    func parts(of day: CalendarDay) -> (year: Int, month: Int, day: Int) {
        switch self {
        case .jalali:
            let date = JalaliDate(day)
            return (date.year, date.month, date.day)
        case .gregorian:
            return day.gregorian
        }
    }

    private func firstDay(of months: Int) -> CalendarDay {
        switch self {
        case .jalali: JalaliDate.firstDay(year: months / 12, month: months % 12 + 1)
        case .gregorian: CalendarDay(number: CalendarDay.number(year: months / 12, month: months % 12 + 1, day: 1))
        }
    }
}
