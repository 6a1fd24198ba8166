import Domain
import Foundation
import Testing

@Suite("Days and the Jalali calendar")
struct CalendarTests {
    static let pairs: [(jalali: String, gregorian: String, weekday: Weekday)] = [
        ("1375/01/01", "1996-03-20", .wednesday), ("1403/01/01", "2024-03-20", .wednesday),
        ("1375/12/30", "1997-03-20", .thursday), ("1403/12/30", "2025-03-20", .thursday),
        ("1376/01/01", "1997-03-21", .friday), ("1404/01/01", "2025-03-21", .friday),
        ("1378/10/11", "2000-01-01", .saturday), ("1404/06/31", "2025-09-22", .monday),
        ("1379/12/30", "2001-03-20", .tuesday), ("1404/07/30", "2025-10-22", .wednesday),
        ("1380/01/01", "2001-03-21", .wednesday), ("1404/12/29", "2026-03-20", .friday),
        ("1383/12/30", "2005-03-20", .sunday), ("1405/01/01", "2026-03-21", .saturday),
        ("1387/12/30", "2009-03-20", .friday), ("1407/12/29", "2029-03-19", .monday),
        ("1388/01/01", "2009-03-21", .saturday), ("1408/01/01", "2029-03-20", .tuesday),
        ("1391/12/30", "2013-03-20", .wednesday), ("1408/12/30", "2030-03-20", .wednesday),
        ("1395/12/30", "2017-03-20", .monday), ("1409/01/01", "2030-03-21", .thursday),
        ("1396/01/01", "2017-03-21", .tuesday), ("1412/12/30", "2034-03-20", .monday),
        ("1399/12/30", "2021-03-20", .saturday), ("1416/12/30", "2038-03-20", .saturday),
        ("1400/01/01", "2021-03-21", .sunday), ("1420/12/30", "2042-03-20", .thursday),
        ("1400/06/31", "2021-09-22", .wednesday), ("1424/12/30", "2046-03-20", .tuesday),
        ("1400/07/01", "2021-09-23", .thursday), ("1428/12/30", "2050-03-20", .sunday),
        ("1402/12/29", "2024-03-19", .tuesday), ("1430/06/31", "2051-09-22", .friday),
        ("1384/01/01", "2005-03-21", .monday), ("1430/12/29", "2052-03-19", .tuesday),
    ]

    @Test("A Jalali date and its Gregorian date are one day", arguments: pairs)
    func oneDay(jalali: String, gregorian: String, weekday: Weekday) throws {
        let day = try #require(CalendarDay(iso: gregorian))
        #expect(JalaliDate(day).text == jalali)
        #expect(try CalendarSystem.gregorian.parse(jalali) == day)
        #expect(try CalendarSystem.jalali.parse(gregorian) == day)
        #expect(day.isoText == gregorian)
        #expect(day.weekday == weekday)
    }

    @Test("Every day of 1996 to 2052 agrees with Foundation's Persian and Gregorian calendars")
    func agreesWithFoundation() throws {
        let utc = try #require(TimeZone(identifier: "UTC"))
        var persian = Calendar(identifier: .persian)
        var gregorian = Calendar(identifier: .gregorian)
        (persian.timeZone, gregorian.timeZone) = (utc, utc)
        let first = try #require(CalendarDay(year: 1996, month: 3, day: 1))
        let last = try #require(CalendarDay(year: 2052, month: 4, day: 1))
        for day in first...last {
            let date = Date(timeIntervalSince1970: Double(day.number) * 86_400 + 43_200)
            let theirs = persian.dateComponents([.year, .month, .day], from: date)
            let civil = gregorian.dateComponents([.year, .month, .day, .weekday], from: date)
            let ours = JalaliDate(day)
            try #require([ours.year, ours.month, ours.day] == [theirs.year, theirs.month, theirs.day])
            try #require([day.year, day.month, day.day] == [civil.year, civil.month, civil.day])
            try #require(day.weekday.rawValue == civil.weekday! % 7)
            try #require(ours.calendarDay == day)
        }
    }

    @Test("Every date from 1206 to 1633 comes back from its day, and the days follow each other without a gap")
    func roundTrip() throws {
        var expected = try #require(JalaliDate(year: 1206, month: 1, day: 1)).calendarDay
        for year in JalaliDate.years {
            for month in 1...12 {
                for day in 1...31 {
                    guard let date = JalaliDate(year: year, month: month, day: day) else { continue }
                    try #require(date.calendarDay == expected)
                    try #require(JalaliDate(expected) == date)
                    expected = expected.adding(days: 1)
                }
            }
        }
        #expect(expected.isoText == "2255-03-21")
    }

    @Test("Each year from 1300 to 1501 begins on the day that another's calendar says")
    func newYears() throws {
        let years = try Self.newYears()
        #expect(years.count == 202)
        for (year, day) in years {
            #expect(JalaliDate(year: year, month: 1, day: 1)?.calendarDay.number == day, "\(year)")
        }
    }

    /// The table that the script of the pages is held to as well.
    private static func newYears() throws -> [(Int, Int32)] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "../../Fixtures/new-years.tsv")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
            let cells = $0.split(separator: "\t")
            return (try #require(Int(cells[0])), try #require(Int32(cells[1])))
        }
    }

    @Test("Leap years of 1375 to 1430 are those of the official calendar, with five years between 1403 and 1408")
    func leapYears() {
        let leap = (1375...1430).filter { JalaliDate(year: $0, month: 12, day: 30) != nil }
        #expect(leap == [1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412, 1416, 1420, 1424, 1428])
    }

    @Test("Months begin and end where the calendar says")
    func months() throws {
        let esfand = CalendarSystem.jalali.days(ofMonth: 1403, 12)
        #expect(esfand.lowerBound.isoText == "2025-02-19")
        #expect(esfand.upperBound.isoText == "2025-03-20")
        #expect(CalendarSystem.jalali.days(ofMonth: 1404, 12).count == 29)
        #expect(CalendarSystem.gregorian.days(ofMonth: 2024, 2).count == 29)
        #expect(CalendarSystem.jalali.days(ofMonth: 1404, 13) == CalendarSystem.jalali.days(ofMonth: 1405, 1))
        #expect(CalendarSystem.gregorian.days(ofMonth: 2025, 0) == CalendarSystem.gregorian.days(ofMonth: 2024, 12))
        #expect(CalendarSystem.jalali.days(ofMonth: .max, .min).count >= 29)
        let day = try #require(CalendarDay(iso: "2026-11-23"))
        #expect(CalendarSystem.jalali.month(of: day) == (1405, 9))
        #expect(CalendarSystem.gregorian.year(of: day) == 2026)
        #expect(CalendarSystem.jalali.text(day) == "1405/09/02")
        #expect(CalendarSystem.gregorian.text(day) == "2026-11-23")
    }

    @Test(
        "A date is read in any script and with any separator",
        arguments: [
            "۱۴۰۴/۷/۲۳", "١٤٠٤-٠٧-٢٣", "1404.07.23", " 1404 / 7 / 23 ", "\u{200F}۱۴۰۴/۰۷/۲۳\u{A0}", "2025-10-15",
        ])
    func typedDates(typed: String) throws {
        #expect(try CalendarSystem.jalali.parse(typed).isoText == "2025-10-15")
    }

    @Test("A date that no calendar has is told apart from one that cannot be read")
    func badDates() {
        for absent in ["1404/12/30", "1407/12/30", "1405/13/01", "1404/07/31", "2025-02-29", "0000/01/01", "1404/1/0"] {
            #expect(throws: Complaint("kernel.date.absent", absent)) { try CalendarSystem.jalali.parse(absent) }
        }
        for unreadable in ["", "tomorrow", "1404/7", "04/7/23", "1404/7/23/1", "1404//23", "14040723", "1404/123/1"] {
            #expect(throws: Complaint("kernel.date.unreadable", unreadable)) {
                try CalendarSystem.gregorian.parse(unreadable)
            }
        }
        #expect(CalendarDay(iso: "2000-02-29")?.adding(days: 1).isoText == "2000-03-01")
        #expect(CalendarDay(iso: "1900-02-29") == nil)
        #expect(CalendarDay(iso: "2026-2-30") == nil)
        #expect(CalendarDay(iso: "2026-02-30") == nil)
        #expect(CalendarDay(iso: "-026-02-20") == nil)
    }
}
