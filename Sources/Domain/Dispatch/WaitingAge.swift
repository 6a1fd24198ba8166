/// How long a job has waited for a dealer.
public struct WaitingAge: Hashable, Comparable, Sendable {
    /// Whole days, from 0.
    public let days: Int

    public init(since day: CalendarDay, today: CalendarDay) { days = max(0, day.distance(to: today)) }

    public static func < (left: WaitingAge, right: WaitingAge) -> Bool { left.days < right.days }
}
