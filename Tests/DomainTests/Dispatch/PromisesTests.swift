import Foundation
import Testing

@testable import Domain

@Suite("What is too late")
struct PromisesTests {
    /// 2026-11-23, a Monday.
    private static let monday = CalendarDay(year: 2026, month: 11, day: 23)!
    private static let clock = CompanyClock(zone: TimeZone(identifier: "Asia/Tehran")!, calendar: .jalali)

    private static func week(thursday: WorkWeek.Hours? = nil) throws -> WorkWeek {
        let hours = try WorkWeek.Hours(from: 9 * 60, to: 17 * 60)
        var days = Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, hours) })
        days[.friday] = nil
        days[.thursday] = thursday
        return try WorkWeek(days)
    }

    private static func at(_ days: Int, _ hour: Int, _ minute: Int = 0) -> Instant {
        clock.instant(monday.adding(days: days), hour: hour, minute: minute)
    }

    @Test("is counted by the calendar as long as a company has said nothing")
    func calendar() {
        let promises = Promises(now: Self.at(0, 10))
        #expect(promises.answerBy == Self.at(-1, 10))
    }

    @Test(
        "counts an offer from one hour of work to the same of the next day of work",
        arguments: [
            // On Monday at eleven, since Sunday at eleven.
            (0, 11, -1, 11),
            // On Saturday at ten, since Wednesday at ten: nobody works on Thursday and Friday.
            (5, 10, 2, 10),
            // Before work begins, and after it has ended, nothing passes.
            (0, 7, -1, 9), (0, 23, -1, 17),
            // On a day of rest nothing passes either.
            (4, 12, 2, 9),
        ])
    func answer(day: Int, hour: Int, since: Int, at sinceHour: Int) throws {
        let rests = RestDays(try Self.week(), [])
        let promises = Promises(now: Self.at(day, hour), clock: Self.clock, rests: rests)
        #expect(promises.answerBy == Self.at(since, sinceHour))
    }

    @Test("measures a short day by its own hours")
    func short() throws {
        let rests = RestDays(try Self.week(thursday: .init(from: 8 * 60, to: 12 * 60)), [])
        // Half of Saturday is over, so half of Thursday is asked for.
        #expect(Promises(now: Self.at(5, 13), clock: Self.clock, rests: rests).answerBy == Self.at(3, 10))
    }

    @Test("counts by the clock where nobody works for months, and never earlier for a later moment")
    func property() throws {
        let off = (-200...200).map { Self.monday.adding(days: $0) }
        let idle = RestDays(.usual, off)
        #expect(Promises(now: Self.at(0, 10), clock: Self.clock, rests: idle).answerBy == Self.at(-1, 10))
        var dice = Dice(seed: 1405)
        for _ in 0..<500 {
            var hours: [Weekday: WorkWeek.Hours] = [:]
            for day in Weekday.allCases where dice.chance(70) {
                let from = dice.roll(0...1_400)
                hours[day] = try WorkWeek.Hours(from: from, to: dice.roll(from + 1...1440))
            }
            guard let week = try? WorkWeek(hours) else { continue }
            #expect(WorkWeek(text: week.text) == week)
            let rests = RestDays(week, (0..<5).map { _ in Self.monday.adding(days: dice.roll(-20...20)) })
            let now = Self.at(dice.roll(-10...10), dice.roll(0...23))
            let later = now.adding(seconds: dice.roll(0...400_000))
            let (first, second) = (
                Promises(now: now, clock: Self.clock, rests: rests),
                Promises(now: later, clock: Self.clock, rests: rests)
            )
            #expect(first.answerBy <= second.answerBy)
            #expect(first.answerBy < now)
        }
    }

    @Test("a week without a day of work, and work that ends before it begins, are refused")
    func refused() {
        #expect(throws: Complaint("work_week.none")) { try WorkWeek([:]) }
        #expect(throws: Complaint("work_week.hours")) { try WorkWeek.Hours(from: 600, to: 600) }
        #expect(WorkWeek(text: "540-1020") == nil)
        #expect(WorkWeek(text: "- - - - - - -") == nil)
        #expect(WorkWeek.usual.restDays == [.friday])
    }
}
