import Foundation
import Testing

@testable import Domain

@Suite("The clock of a promise")
struct PromiseClockTests {
    private static let tehran = CompanyClock(zone: TimeZone(identifier: "Asia/Tehran")!, calendar: .jalali)
    private static let monday = CalendarDay(year: 2026, month: 11, day: 23)!

    private static func at(_ day: Int, _ hour: Int, _ minute: Int = 0) -> Instant {
        tehran.instant(monday.adding(days: day), hour: hour, minute: minute)
    }

    private static func time(
        _ from: Int, _ to: Int, off: [Int] = [], _ days: [Weekday] = Weekday.allCases
    ) throws -> WorkingTime {
        let hours = try WorkWeek.Hours(from: from * 60, to: to * 60)
        let week = try WorkWeek(Dictionary(uniqueKeysWithValues: days.map { ($0, hours) }))
        return WorkingTime(tehran, RestDays(week, off.map { monday.adding(days: $0) }))
    }

    @Test(
        "stands from 04:15 to 05:00, so ERPNext's deadline of 16:00 is 16:45; 3,900 seconds are 1,200 without the pause"
    )
    func hold() throws {
        let always = try Self.time(0, 24)
        let clock = PromiseClock(
            start: Self.at(0, 4), pauses: [.init(from: Self.at(0, 4, 15), to: Self.at(0, 5))], always)
        let due = clock.due(after: 12 * 3_600)
        #expect(due == Self.at(0, 16, 45) && clock.pausedSeconds(to: Self.at(0, 6)) == 2_700)
        #expect(clock.seconds(to: Self.at(0, 5, 5)) == 1_200)
    }

    @Test("loses but the working minutes of a pause over a holiday, as Frappe Helpdesk has it")
    func holiday() throws {
        let desk = try Self.time(
            10, 18, off: [4], [.monday, .tuesday, .wednesday, .thursday, .friday])
        let pause = PromisePause(from: Self.at(3, 17, 50), to: Self.at(7, 12, 30))
        let clock = PromiseClock(start: Self.at(3, 17), pauses: [pause], desk)
        #expect(clock.pausedSeconds(to: Self.at(8, 10)) == (10 + 150) * 60)
        // 50 minutes on Thursday, the last ten on Monday after the pause.
        #expect(clock.due(after: 3_600) == Self.at(7, 12, 40))
    }

    @Test(
        "is due where GLPI's deadlines of seven days are, and where a desk of 10 to 18 has worked so long",
        arguments: [
            // From Monday, the 19th of November 2018, at ten; on working days from 8 to 20, and around the clock.
            (8, 20, -2926, 10, 7 * 12 * 3_600, -2917, 10), (0, 24, -2926, 10, 7 * 24 * 3_600, -2917, 10),
        ])
    func deadline(from: Int, to: Int, day: Int, hour: Int, seconds: Int64, dueDay: Int, dueHour: Int) throws {
        let week = try Self.time(from, to, [.monday, .tuesday, .wednesday, .thursday, .friday])
        let clock = PromiseClock(start: Self.at(day, hour), pauses: [], week)
        #expect(clock.due(after: seconds) == Self.at(dueDay, dueHour))
    }

    @Test("is kept at the very second at which it is due, and missed one second later")
    func second() throws {
        let clock = PromiseClock(start: Self.at(0, 10), pauses: [], try Self.time(10, 18))
        let due = try #require(clock.due(after: 3_600))
        #expect(due == Self.at(0, 11) && clock.seconds(to: due) == 3_600)
        #expect(PromiseMark(end: due, isDone: true, due: due) == .kept)
        #expect(PromiseMark(end: due.adding(seconds: 1), isDone: true, due: due) == .missed)
        // After hours no working time passes, and a promise for the end of the day is over all the same.
        let evening = try #require(clock.due(after: 8 * 3_600))
        #expect(evening == Self.at(0, 18) && clock.seconds(to: Self.at(0, 20)) == 8 * 3_600)
        #expect(PromiseMark(end: Self.at(0, 20), isDone: true, due: evening) == .missed)
    }

    @Test("does not say when, while it stands before its time is over, and does where it stands after it")
    func stands() throws {
        let desk = try Self.time(10, 18)
        let open = PromisePause(from: Self.at(0, 12), to: nil)
        let clock = PromiseClock(start: Self.at(0, 10), pauses: [open], desk)
        #expect(clock.due(after: 3 * 3_600) == nil && clock.standsSince == Self.at(0, 12))
        // Due at the moment at which it began to stand: nothing of it was left.
        #expect(clock.due(after: 2 * 3_600) == Self.at(0, 12) && clock.due(after: 3_600) == Self.at(0, 11))
        #expect(clock.left(of: 3 * 3_600, due: nil, at: Self.at(5, 17)) == 3_600)
        #expect(clock.left(of: 3_600, due: Self.at(0, 11), at: Self.at(0, 13)) == -2 * 3_600)
    }

    @Test("stands once where two waits lie over each other, and not before the job came in")
    func overlap() throws {
        let desk = try Self.time(8, 16)
        let pauses: [PromisePause] = [
            .init(from: Self.at(0, 12), to: Self.at(0, 14)), .init(from: Self.at(0, 7), to: Self.at(0, 9)),
            .init(from: Self.at(0, 11), to: Self.at(0, 13)), .init(from: Self.at(0, 14), to: Self.at(0, 15)),
            .init(from: Self.at(0, 10), to: Self.at(0, 10)),
        ]
        let clock = PromiseClock(start: Self.at(0, 8), pauses: pauses, desk)
        #expect(
            clock.pauses == [
                .init(from: Self.at(0, 8), to: Self.at(0, 9)), .init(from: Self.at(0, 11), to: Self.at(0, 15)),
            ])
        #expect(clock.due(after: 3 * 3_600) == Self.at(0, 16))
        let open = PromiseClock(
            start: Self.at(0, 8), pauses: pauses + [.init(from: Self.at(0, 13), to: nil)], desk)
        #expect(open.standsSince == Self.at(0, 11))
    }

    @Test("is what a clock says that ticks minute by minute")
    func property() throws {
        var (dice, compared) = (Dice(seed: 1405), 0)
        let first = try #require(CalendarDay(iso: "2026-03-20"))
        for _ in 0..<150 {
            guard let rests = try WorkingTimeTests.rests(first, &dice) else { continue }
            let start = Self.tehran.startOfDay(first.adding(days: dice.roll(0...200)))
                .adding(seconds: dice.roll(0...1439) * 60)
            let pauses = (0..<dice.roll(0...4)).map { place in
                let from = start.adding(seconds: dice.roll(-600...6_000) * 60)
                let lasts = place == 0 && dice.chance(25)
                return PromisePause(from: from, to: lasts ? nil : from.adding(seconds: dice.roll(0...2_000) * 60))
            }
            let clock = PromiseClock(start: start, pauses: pauses, WorkingTime(Self.tehran, rests))
            let (target, end) = (dice.roll(1...1_500), start.adding(seconds: 12_000 * 60))
            let slow = Self.slow(from: start, target, until: end, pauses, rests)
            #expect(clock.seconds(to: end) == slow.minutes * 60)
            if let due = clock.due(after: Int64(target) * 60) {
                if due <= end { #expect(slow.due == due) } else { #expect(slow.due == nil) }
                compared += 1
            } else {
                #expect(slow.due == nil)
            }
            // Start, target and what it has stood give the same moment.
            if let due = slow.due {
                let sum = Int64(target) * 60 + clock.pausedSeconds(to: due)
                #expect(WorkingTime(Self.tehran, rests).adding(seconds: sum, to: start) == due)
            }
        }
        #expect(compared > 50)
    }

    private static func slow(
        from start: Instant, _ target: Int, until end: Instant, _ pauses: [PromisePause], _ rests: RestDays
    ) -> (due: Instant?, minutes: Int64) {
        var (now, minutes, due) = (start, Int64(0), Instant?.none)
        while now < end {
            let time = tehran.timeOfDay(of: now)
            let minute = time.hour * 60 + time.minute
            let works = rests.hours(tehran.day(of: now)).map { $0.from <= minute && minute < $0.to } ?? false
            let stands = pauses.contains { $0.from <= now && $0.to.map { now < $0 } ?? true }
            now = now.adding(seconds: 60)
            if works, !stands { minutes += 1 }
            if minutes == target, due == nil { due = now }
        }
        return (due, minutes)
    }
}
