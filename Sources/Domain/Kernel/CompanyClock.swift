import Foundation

/// Turns moments into a company's days and times, and back.
public struct CompanyClock: Sendable {
    public let zone: TimeZone
    public let calendar: CalendarSystem
    /// In whose months and years money is booked, and its papers numbered: it stays what it was when the first claim was
    /// made, whatever pages show.
    public let books: CalendarSystem
    private let steady: Int64?

    /// - Parameter books: nil for those that are kept in the same calendar.
    public init(zone: TimeZone, calendar: CalendarSystem, books: CalendarSystem? = nil) {
        self.zone = zone
        self.calendar = calendar
        self.books = books ?? calendar
        steady = zone.identifier == "Asia/Tehran" ? Self.steadyTehran : nil
    }

    public func day(of instant: Instant) -> CalendarDay {
        CalendarDay(number: Int32(clamping: local(instant).days))
    }

    public func timeOfDay(of instant: Instant) -> (hour: Int, minute: Int) {
        let second = local(instant).second
        return (second / 3600, second / 60 % 60)
    }

    /// The first moment of the day; 01:00 where the clocks of that midnight were put forward.
    public func startOfDay(_ day: CalendarDay) -> Instant { instant(day, hour: 0, minute: 0) }

    /// A time that the clocks skipped is read as if they had not yet been put forward, one they showed twice as the
    /// first of the two.
    public func instant(_ day: CalendarDay, hour: Int, minute: Int) -> Instant {
        let wall = Int64(day.number) * 86_400 + Int64(hour * 3600 + minute * 60)
        let before = wall - offset(at: wall - 86_400)
        let after = wall - offset(at: wall + 86_400)
        let isAfter = before + offset(at: before) != wall && after + offset(at: after) == wall
        return Instant(seconds: isAfter ? after : before)
    }

    /// `1405/09/02 14:05`, in ASCII digits.
    public func dateTimeText(_ instant: Instant) -> String {
        let (days, second) = local(instant)
        let date = calendar.parts(of: CalendarDay(number: Int32(clamping: days)))
        return DateText.make(
            year: date.year, month: date.month, day: date.day,
            separator: UInt8(ascii: calendar == .jalali ? "/" : "-"), hour: second / 3600, minute: second / 60 % 60)
    }

    private func local(_ instant: Instant) -> (days: Int64, second: Int) {
        let wall = instant.seconds + offset(at: instant.seconds)
        let second = ((wall % 86_400) + 86_400) % 86_400
        return ((wall - second) / 86_400, Int(second))
    }

    private func offset(at seconds: Int64) -> Int64 {
        if let steady, seconds >= Self.tehranSteadyFrom { return steady }
        return Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds))))
    }
}

// Iran gave up summer time when its last one ended, 2022-09-21T19:30:00Z, and a lookup in the zone's table costs more
// than the rest of a row. Should the table ever bring back a change, `steadyTehran` is nil and every moment is looked up.
extension CompanyClock {
    private static let tehranSteadyFrom: Int64 = 1_663_788_600

    private static let steadyTehran: Int64? = {
        guard let zone = TimeZone(identifier: "Asia/Tehran") else { return nil }
        let months = (0..<180).map { Date(timeIntervalSince1970: TimeInterval(tehranSteadyFrom + $0 * 2_629_746)) }
        let offsets = Set(months.map { zone.secondsFromGMT(for: $0) })
        return offsets.count == 1 ? offsets.first.map(Int64.init) : nil
    }()
}
