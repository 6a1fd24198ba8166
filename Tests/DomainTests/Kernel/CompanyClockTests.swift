import Domain
import Foundation
import Testing

@Suite("The company's clock")
struct CompanyClockTests {
    let tehran: CompanyClock
    let zone: TimeZone

    init() throws {
        zone = try #require(TimeZone(identifier: "Asia/Tehran"))
        tehran = CompanyClock(zone: zone, calendar: .jalali)
    }

    @Test("Half past eight in the evening of London's winter is the next day in Tehran")
    func nextDay() throws {
        let evening = Instant(seconds: 1_795_465_800)  // 2026-11-23T20:30:00Z
        #expect(tehran.dateTimeText(evening) == "1405/09/03 00:00")
        #expect(tehran.dateTimeText(evening.adding(seconds: -1)) == "1405/09/02 23:59")
        #expect(tehran.day(of: evening).isoText == "2026-11-24")
        #expect(tehran.timeOfDay(of: evening.adding(seconds: 3_725)) == (1, 2))
        #expect(tehran.startOfDay(tehran.day(of: evening)) == evening)
        let gregorian = CompanyClock(zone: try #require(TimeZone(identifier: "UTC")), calendar: .gregorian)
        #expect(gregorian.dateTimeText(evening) == "2026-11-23 20:30")
    }

    @Test("Every sixth hour of 2015 to 2037 shows the time that the zone's table gives, summer times included")
    func agreesWithTable() throws {
        for seconds in stride(from: Int64(1_420_070_400), to: 2_145_916_800, by: 21_600) {
            let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
            let wall = seconds + Int64(offset)
            let instant = Instant(seconds: seconds)
            try #require(Int64(tehran.day(of: instant).number) == wall / 86_400)
            try #require(tehran.timeOfDay(of: instant) == (Int(wall / 3600 % 24), Int(wall / 60 % 60)))
        }
    }

    @Test("Every day begins at the first moment that belongs to it", arguments: ["Asia/Tehran", "Europe/Berlin"])
    func beginnings(name: String) throws {
        let clock = CompanyClock(zone: try #require(TimeZone(identifier: name)), calendar: .jalali)
        let first = try #require(CalendarDay(iso: "2015-01-01"))
        for day in first...first.adding(days: 5_000) {
            let start = clock.startOfDay(day)
            try #require(clock.day(of: start) == day)
            try #require(clock.day(of: start.adding(seconds: -1)) == day.adding(days: -1))
            let noon = clock.instant(day, hour: 12, minute: 30)
            try #require(clock.timeOfDay(of: noon) == (12, 30))
            try #require(clock.day(of: noon) == day)
        }
    }

    @Test("The midnight that summer time took away in 1400 is one o'clock")
    func skippedMidnight() throws {
        let day = try #require(JalaliDate(year: 1400, month: 1, day: 2)).calendarDay
        #expect(tehran.dateTimeText(tehran.startOfDay(day)) == "1400/01/02 01:00")
    }

    @Test("Days before 1970 have their own dates")
    func longAgo() throws {
        let day = try #require(CalendarDay(iso: "1969-12-31"))
        #expect(tehran.day(of: tehran.instant(day, hour: 23, minute: 59)) == day)
        #expect(tehran.dateTimeText(tehran.instant(day, hour: 23, minute: 59)) == "1348/10/10 23:59")
    }
}
