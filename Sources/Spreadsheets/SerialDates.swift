import Domain

/// Days as numbers: a workbook counts them from the start of 1900, or of 1904 where it came from a Macintosh.
enum SerialDates {
    case since1900, since1904

    private static let secondsOfDay = 86_400.0
    /// 9999-12-31.
    private static let last = 2_958_465.0

    /// `2026-11-23`, `2026-11-23 14:30`, `14:30`; nil for a number that is no day.
    func text(_ serial: Double, showsDay: Bool, showsTime: Bool) -> String? {
        guard serial >= 0, serial <= Self.last + 1 else { return nil }
        let seconds = Int((serial * Self.secondsOfDay).rounded())
        let (day, time) = seconds.quotientAndRemainder(dividingBy: Int(Self.secondsOfDay))
        let clock = Self.clock(time)
        // A time of day is a part of day nought; a day that shows the hours alone is still a day.
        if day == 0, self == .since1900 { return showsTime ? clock : nil }
        guard let date = date(day) else { return nil }
        guard showsTime else { return date }
        return showsDay || day > 0 ? "\(date) \(clock)" : clock
    }

    /// `26:15`, of a number of days.
    static func duration(_ serial: Double) -> String? {
        guard serial >= 0, serial <= last else { return nil }
        return clock(Int((serial * secondsOfDay).rounded()))
    }

    private func date(_ day: Int) -> String? {
        switch self {
        case .since1904: return CalendarDay(number: Int32(day - 24_107)).isoText
        // The first spreadsheets took 1900 for a leap year, and all have kept to it: day 60 has never been.
        case .since1900 where day == 60: return "1900-02-29"
        case .since1900: return CalendarDay(number: Int32(day - (day < 60 ? 25_568 : 25_569))).isoText
        }
    }

    private static func clock(_ seconds: Int) -> String {
        let two = { (number: Int) in number < 10 ? "0\(number)" : String(number) }
        let text = "\(two(seconds / 3600)):\(two(seconds / 60 % 60))"
        return seconds % 60 == 0 ? text : "\(text):\(two(seconds % 60))"
    }
}
