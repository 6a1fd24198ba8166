/// The hours of each day in which nobody is written to, as minutes from midnight; they may go over midnight.
public struct QuietHours: Hashable, Sendable {
    public let from: Int
    public let to: Int

    /// Those of the night, in which nobody is written to for advertising where the company says nothing else.
    public static let ofAdvertising = QuietHours(night: 22 * 60, morning: 8 * 60)

    private init(night: Int, morning: Int) { (from, to) = (night, morning) }

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

extension Sequence<QuietHours> {
    /// The first moment that none of them keeps quiet; where all of a day is, the last that was found.
    public func open(from moment: Instant, _ clock: CompanyClock) -> Instant {
        var open = moment
        for _ in 0..<4 {
            let next = reduce(open) { $1.open(from: $0, clock) }
            if next == open { return open }
            open = next
        }
        return open
    }
}
