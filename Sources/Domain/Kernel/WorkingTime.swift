/// The time in which a company works: its week, its days off, in its zone. Every deadline and every measure of how long
/// something took in working time comes from here.
public struct WorkingTime: Sendable {
    /// Days without work after which a search gives up: a calendar that knows no day of work would be searched for ever.
    public static let longestRest = 60

    private let clock: CompanyClock
    private let rests: RestDays

    /// - Parameter rests: with the days off of as far as is asked; a day off that it does not know is worked on.
    public init(_ clock: CompanyClock, _ rests: RestDays) { (self.clock, self.rests) = (clock, rests) }

    /// Seconds of work from one moment to another; 0 where the other is not later.
    public func seconds(from start: Instant, to end: Instant) -> Int64 {
        guard start < end else { return 0 }
        var (day, last, total) = (clock.day(of: start), clock.day(of: end), Int64(0))
        while day <= last {
            if let span = span(of: day) {
                total += max(0, min(span.to, end).seconds - max(span.from, start).seconds)
            }
            day = day.adding(days: 1)
        }
        return total
    }

    /// The earliest moment by which so many seconds of work have passed, so the end of a day and not the beginning of the
    /// next; before the start where they are negative, and the start itself for none.
    /// - Returns: nil where nobody works for `longestRest` days in a row.
    public func adding(seconds: Int64, to start: Instant) -> Instant? {
        seconds == 0 ? start : seconds > 0 ? after(seconds, start) : before(-seconds, start)
    }

    /// - Returns: nil as `adding(seconds:to:)`.
    public func adding(minutes: Int, to start: Instant) -> Instant? {
        adding(seconds: Int64(minutes) * 60, to: start)
    }

    private func after(_ seconds: Int64, _ start: Instant) -> Instant? {
        var (left, day, idle) = (seconds, clock.day(of: start), 0)
        while idle <= Self.longestRest {
            idle += 1
            if let span = span(of: day), max(span.from, start) < span.to {
                let from = max(span.from, start)
                let work = span.to.seconds - from.seconds
                if left <= work { return from.adding(seconds: left) }
                (left, idle) = (left - work, 0)
            }
            day = day.adding(days: 1)
        }
        return nil
    }

    private func before(_ seconds: Int64, _ start: Instant) -> Instant? {
        var (left, day, idle) = (seconds, clock.day(of: start), 0)
        while idle <= Self.longestRest {
            idle += 1
            if let span = span(of: day), span.from < min(span.to, start) {
                let to = min(span.to, start)
                let work = to.seconds - span.from.seconds
                if left <= work { return to.adding(seconds: -left) }
                (left, idle) = (left - work, 0)
            }
            day = day.adding(days: -1)
        }
        return nil
    }

    /// nil on a day of rest, and where the clocks skipped all that is worked of the day.
    private func span(of day: CalendarDay) -> (from: Instant, to: Instant)? {
        guard let hours = rests.hours(day) else { return nil }
        let from = clock.instant(day, hour: hours.from / 60, minute: hours.from % 60)
        let to = clock.instant(day, hour: hours.to / 60, minute: hours.to % 60)
        return from < to ? (from, to) : nil
    }
}
