/// From when on something has waited too long: by the calendar, or by the days and hours of work that a company has set.
public struct Promises: Hashable, Sendable {
    /// A dealer whom a job was offered before then should have answered by now.
    public let answerBy: Instant
    /// A job that came in on this day or before and has no dealer is late.
    public let lateFrom: CalendarDay

    /// After two days without a dealer the three days that service organisations promise in their own city
    /// (DOMAIN §6) can hardly be kept.
    private static let daysToDealer = 2
    /// Nobody rests longer; a calendar that knows no day of work would be searched for ever.
    public static let longestRest = 60

    /// A day has 24 hours, whatever day it is.
    public init(now: Instant, clock: CompanyClock) {
        answerBy = now.adding(seconds: -86_400)
        lateFrom = clock.day(of: now).adding(days: -Self.daysToDealer)
    }

    /// Only days of work count, and what comes in outside of their hours counts from the next.
    public init(now: Instant, clock: CompanyClock, rests: RestDays) {
        let today = clock.day(of: now)
        answerBy = Self.dayOfWork(before: now, today, clock, rests)
        var late = today
        for _ in 0..<Self.daysToDealer { late = Self.lastDayOfWork(upTo: late, rests).adding(days: -1) }
        lateFrom = late
    }

    public func isUnanswered(since made: Instant) -> Bool { made < answerBy }
    public func isLate(since day: CalendarDay) -> Bool { day <= lateFrom }

    /// The moment at which as much of a day of work was over as is now of today, one day of work ago.
    private static func dayOfWork(
        before now: Instant, _ today: CalendarDay, _ clock: CompanyClock, _ rests: RestDays
    ) -> Instant {
        let before = lastDayOfWork(upTo: today.adding(days: -1), rests)
        guard let hours = rests.hours(before) else { return now.adding(seconds: -86_400) }
        let start = clock.startOfDay(before).adding(seconds: Int64(hours.from) * 60)
        guard let todays = rests.hours(today) else { return start }
        let opened = clock.startOfDay(today).adding(seconds: Int64(todays.from) * 60)
        let (length, whole) = (Int64(todays.to - todays.from) * 60, Int64(hours.to - hours.from) * 60)
        let passed = min(max(now.seconds - opened.seconds, 0), length)
        return start.adding(seconds: passed * whole / length)
    }

    private static func lastDayOfWork(upTo day: CalendarDay, _ rests: RestDays) -> CalendarDay {
        var day = day
        for _ in 0..<longestRest where rests.contains(day) { day = day.adding(days: -1) }
        return day
    }
}
