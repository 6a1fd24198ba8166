/// How long a job has waited for a dealer, and from when on that is too long.
public struct WaitingAge: Hashable, Comparable, Sendable {
    /// Whole days, from 0.
    public let days: Int

    public init(since day: CalendarDay, today: CalendarDay) { days = max(0, day.distance(to: today)) }

    /// After two days without a dealer the three days that service organisations promise in their own city
    /// (DOMAIN §6) can hardly be kept.
    public static let lateFrom = 2
    /// A dealer answers an offer within a day.
    public static let answerSeconds: Int64 = 24 * 3600

    public var isLate: Bool { days >= Self.lateFrom }

    /// Whether a dealer should have answered an offer by now.
    public static func isUnanswered(since made: Instant, now: Instant) -> Bool {
        made < now.adding(seconds: -answerSeconds)
    }

    public static func < (left: WaitingAge, right: WaitingAge) -> Bool { left.days < right.days }
}
