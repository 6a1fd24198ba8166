/// The hours of each day in which nobody is written to, as minutes from midnight; they may go over midnight.
public struct QuietHours: Hashable, Sendable {
    public let from: Int
    public let to: Int

    /// - Returns: nil for hours that are none.
    public init?(from: Int, to: Int) {
        guard (0..<1_440).contains(from), (0..<1_440).contains(to), from != to else { return nil }
        (self.from, self.to) = (from, to)
    }

    /// The first moment, from this one on, at which somebody may be written to.
    public func open(from moment: Instant, _ clock: CompanyClock) -> Instant {
        let time = clock.timeOfDay(of: moment)
        let minute = time.hour * 60 + time.minute
        let isQuiet = from < to ? minute >= from && minute < to : minute >= from || minute < to
        guard isQuiet else { return moment }
        let day = clock.day(of: moment)
        return clock.instant(minute < to ? day : day.adding(days: 1), hour: to / 60, minute: to % 60)
    }
}
