/// From when on an offer has waited too long: by the calendar, or by the days and hours of work that a company has set.
public struct Promises: Hashable, Sendable {
    /// A dealer whom a job was offered before then should have answered by now.
    public let answerBy: Instant

    /// Nobody rests longer; a calendar that knows no day of work would be searched for ever.
    public static let longestRest = 60

    /// A day has 24 hours, whatever day it is.
    public init(now: Instant) { answerBy = now.adding(seconds: -86_400) }

    /// Only days of work count, and what comes in outside of their hours counts from the next.
    public init(now: Instant, clock: CompanyClock, rests: RestDays) {
        answerBy = Self.dayOfWork(before: now, clock.day(of: now), clock, rests)
    }

    public func isUnanswered(since made: Instant) -> Bool { made < answerBy }

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
