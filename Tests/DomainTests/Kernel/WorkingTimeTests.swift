import Foundation
import Testing

@testable import Domain

@Suite("Working time")
struct WorkingTimeTests {
    private static let tehran = CompanyClock(zone: TimeZone(identifier: "Asia/Tehran")!, calendar: .jalali)
    private static let berlin = CompanyClock(zone: TimeZone(identifier: "Europe/Berlin")!, calendar: .gregorian)

    private static func week(_ days: [Weekday], _ from: Int, _ to: Int) throws -> WorkWeek {
        let hours = try WorkWeek.Hours(from: from * 60, to: to * 60)
        return try WorkWeek(Dictionary(uniqueKeysWithValues: days.map { ($0, hours) }))
    }

    private static let monToFri: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]

    /// `2018-11-19 10:00` on the clock of Tehran.
    private static func at(_ text: String, _ clock: CompanyClock = tehran) throws -> Instant {
        let day = try #require(CalendarDay(iso: String(text.prefix(10))))
        let time = text.suffix(5).split(separator: ":").compactMap { Int($0) }
        return clock.instant(day, hour: time[0], minute: time[1])
    }

    @Test(
        "agrees with the published cases of GLPI on a calendar of 8 to 20",
        arguments: [
            ("2019-01-01 07:00", "2019-01-01 09:00", 1), ("2019-01-01 06:00", "2019-01-01 07:00", 0),
            ("2019-01-01 00:00", "2019-01-08 00:00", 60), ("2019-01-08 00:00", "2019-01-01 00:00", 0),
        ])
    func between(from: String, to: String, hours: Int64) throws {
        let time = WorkingTime(Self.tehran, RestDays(try Self.week(Self.monToFri, 8, 20), []))
        let (start, end) = (try Self.at(from), try Self.at(to))
        #expect(time.seconds(from: start, to: end) == hours * 3600)
    }

    @Test(
        "ends where GLPI's deadlines of seven days end, forwards and back",
        arguments: [(8, 20), (0, 24)])
    func deadline(from: Int, to: Int) throws {
        let time = WorkingTime(Self.tehran, RestDays(try Self.week(Self.monToFri, from, to), []))
        let (start, later, earlier) = (
            try Self.at("2018-11-19 10:00"), try Self.at("2018-11-28 10:00"), try Self.at("2018-11-08 10:00")
        )
        let sevenDays = 7 * (to - from) * 60
        #expect(time.adding(minutes: sevenDays, to: start) == later)
        #expect(time.adding(minutes: -sevenDays, to: start) == earlier)
    }

    @Test(
        "agrees with ERPNext's times of first response at a desk of 10 to 18",
        arguments: [
            (0, 11, 0, 12, 3_600), (0, 12, 0, 20, 21_600), (0, 6, 0, 12, 7_200), (0, 6, 1, 6, 28_800),
            (0, 6, 1, 11, 32_400), (0, 6, 1, 20, 57_600), (0, 12, 3, 11, 82_800), (0, 6, 3, 6, 86_400),
            (0, 20, 3, 20, 86_400),
            // Wholly outside of hours they say 1; nothing was worked, so here it is nothing.
            (0, 19, 0, 20, 0),
        ] as [(Int, Int, Int, Int, Int64)])
    func response(day: Int, hour: Int, toDay: Int, toHour: Int, seconds: Int64) throws {
        let time = WorkingTime(Self.tehran, RestDays(try Self.week(Weekday.allCases, 10, 18), []))
        let monday = try #require(CalendarDay(iso: "2026-11-23"))
        let start = Self.tehran.instant(monday.adding(days: day), hour: hour, minute: 0)
        let end = Self.tehran.instant(monday.adding(days: toDay), hour: toHour, minute: 0)
        #expect(time.seconds(from: start, to: end) == seconds)
    }

    @Test("moves a deadline by what a pause took of it, as ERPNext and Frappe Helpdesk do")
    func pauses() throws {
        let always = WorkingTime(Self.tehran, RestDays(try Self.week(Weekday.allCases, 0, 24), []))
        let pause = always.seconds(from: try Self.at("2026-11-23 04:15"), to: try Self.at("2026-11-23 05:00"))
        #expect(pause == 2_700)
        let (deadline, moved) = (try Self.at("2026-11-23 16:00"), try Self.at("2026-11-23 16:45"))
        #expect(always.adding(seconds: pause, to: deadline) == moved)
        // From Thursday at ten to six until Monday half past twelve, with a holiday on Friday.
        let friday = try #require(CalendarDay(iso: "2026-11-27"))
        let desk = WorkingTime(Self.tehran, RestDays(try Self.week(Self.monToFri, 10, 18), [friday]))
        let away = desk.seconds(from: try Self.at("2026-11-26 17:50"), to: try Self.at("2026-11-30 12:30"))
        #expect(away == (10 + 150) * 60)
    }

    @Test("has a short Thursday, a Friday without work and a day off of the settings")
    func iranian() throws {
        let nineToFive = try WorkWeek.Hours(from: 9 * 60, to: 17 * 60)
        var days = Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, nineToFive) })
        (days[.thursday], days[.friday]) = (try WorkWeek.Hours(from: 9 * 60, to: 13 * 60), nil)
        let saturday = try #require(CalendarDay(iso: "2026-11-28"))
        let time = WorkingTime(Self.tehran, RestDays(try WorkWeek(days), [saturday]))
        let wednesday = try Self.at("2026-11-25 16:00")
        // One hour on Wednesday, four on Thursday, the sixth on Sunday.
        let (thursday, sunday) = (try Self.at("2026-11-26 13:00"), try Self.at("2026-11-29 09:01"))
        #expect(time.adding(minutes: 300, to: wednesday) == thursday)
        #expect(time.adding(minutes: 301, to: wednesday) == sunday)
        #expect(time.adding(minutes: 0, to: saturday.noon(Self.tehran)) == saturday.noon(Self.tehran))
    }

    @Test("gives up where nobody works for two months")
    func idle() throws {
        let monday = try #require(CalendarDay(iso: "2026-11-23"))
        let off = (-100...100).map { monday.adding(days: $0) }
        let time = WorkingTime(Self.tehran, RestDays(.usual, off))
        #expect(time.adding(minutes: 1, to: monday.noon(Self.tehran)) == nil)
        #expect(time.adding(minutes: -1, to: monday.noon(Self.tehran)) == nil)
    }

    @Test("is what a clock says that ticks minute by minute", arguments: [tehran, berlin])
    func property(clock: CompanyClock) throws {
        var dice = Dice(seed: 1405)
        // Both changes of the clocks of Berlin lie in it.
        let first = try #require(CalendarDay(iso: "2026-03-20"))
        for _ in 0..<60 {
            guard let rests = try Self.rests(first, &dice) else { continue }
            let time = WorkingTime(clock, rests)
            let start = clock.startOfDay(first.adding(days: dice.roll(0...240))).adding(
                seconds: dice.roll(0...1439) * 60)
            let end = start.adding(seconds: dice.roll(0...6_000) * 60)
            let minutes = Self.slow(from: start, to: end, clock, rests)
            #expect(time.seconds(from: start, to: end) == minutes * 60)
            guard minutes > 0 else { continue }
            let reached = try #require(time.adding(minutes: Int(minutes), to: start))
            #expect(reached <= end && Self.slow(from: start, to: reached, clock, rests) == minutes)
            #expect(Self.slow(from: start, to: reached.adding(seconds: -60), clock, rests) == minutes - 1)
            let back = try #require(time.adding(minutes: -Int(minutes), to: end))
            #expect(back >= start && Self.slow(from: back, to: end, clock, rests) == minutes)
            #expect(Self.slow(from: back.adding(seconds: 60), to: end, clock, rests) == minutes - 1)
        }
    }

    /// Work begins after the hour in which clocks are changed: what is worked in an hour that is there twice, or not at all, is
    /// for nobody to say.
    static func rests(_ first: CalendarDay, _ dice: inout Dice) throws -> RestDays? {
        var hours: [Weekday: WorkWeek.Hours] = [:]
        for day in Weekday.allCases where dice.chance(75) {
            let from = dice.roll(240...1_300)
            hours[day] = try WorkWeek.Hours(from: from, to: dice.roll(from + 1...1440))
        }
        guard !hours.isEmpty else { return nil }
        let off = (0..<20).map { _ in first.adding(days: dice.roll(0...250)) }
        return RestDays(try WorkWeek(hours), off)
    }

    private static func slow(from start: Instant, to end: Instant, _ clock: CompanyClock, _ rests: RestDays) -> Int64 {
        var (now, minutes) = (start, Int64(0))
        while now < end {
            let time = clock.timeOfDay(of: now)
            let minute = time.hour * 60 + time.minute
            if let hours = rests.hours(clock.day(of: now)), hours.from <= minute, minute < hours.to { minutes += 1 }
            now = now.adding(seconds: 60)
        }
        return minutes
    }
}

extension CalendarDay {
    fileprivate func noon(_ clock: CompanyClock) -> Instant { clock.instant(self, hour: 12, minute: 0) }
}
