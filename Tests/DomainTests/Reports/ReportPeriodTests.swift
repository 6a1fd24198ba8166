import Testing

@testable import Domain

@Suite("A period of reports")
struct ReportPeriodTests {
    private func day(_ text: String) throws -> CalendarDay { try CalendarSystem.jalali.parse(text) }

    @Test(
        "is read from an address and written the same",
        arguments: ["1405-08", "1403-12", "1405-q1", "1405-q4", "1405"])
    func text(_ text: String) { #expect(ReportPeriod(text, .jalali)?.text == text) }

    @Test(
        "is nothing where the address names none",
        arguments: ["", "x", "1405-13", "1405-00", "1405-q5", "1405-q0", "0", "99999", "1405-08-01", "1405-", "-5"])
    func nonsense(_ text: String) { #expect(ReportPeriod(text, .jalali) == nil) }

    @Test(
        "has its days, the one before it and the one a year ago",
        arguments: [
            ("1404-01", "1404/01/01", "1404/01/31", "1403-12", "1403-01"),
            ("1403-12", "1403/12/01", "1403/12/30", "1403-11", "1402-12"),
            ("1404-q4", "1404/10/01", "1404/12/29", "1404-q3", "1403-q4"),
            ("1404-q1", "1404/01/01", "1404/03/31", "1403-q4", "1403-q1"),
            ("1403", "1403/01/01", "1403/12/30", "1402", "1402"),
        ])
    func days(_ text: String, _ from: String, _ to: String, _ before: String, _ year: String) throws {
        let period = try #require(ReportPeriod(text, .jalali))
        let (first, last) = (try day(from), try day(to))
        #expect(period.days == first...last)
        #expect(period.before.text == before && period.yearBefore.text == year)
    }

    @Test("that a day lies in is found by its kind, over the turn of a year")
    func containing() throws {
        let last = try day("1403/12/30")
        #expect(
            ReportPeriod.Kind.allCases.map { ReportPeriod($0, of: last, .jalali).text } == [
                "1403-12", "1403-q4", "1403",
            ])
        let first = last.adding(days: 1)
        #expect(ReportPeriod(.month, of: first, .jalali).text == "1404-01")
        #expect(ReportPeriod(.month, of: CalendarDay(iso: "2026-02-28")!, .gregorian).text == "2026-02")
    }

    @Test("is made of months, and ends a row of thirteen")
    func months() throws {
        let period = try #require(ReportPeriod("1404-q1", .jalali))
        #expect(period.months.map(\.text) == ["1404-01", "1404-02", "1404-03"])
        let row = period.lastMonths(13).map(\.text)
        #expect(
            row.count == 13 && row.first == "1403-03" && row[9...10] == ["1403-12", "1404-01"] && row.last == "1404-03")
    }

    @Test("is immature for thirty days after its end, and over after its last day")
    func maturity() throws {
        let period = try #require(ReportPeriod("1405-07", .jalali))
        let ends = try ["1405/07/30", "1405/08/01"].map(day)
        #expect(ends.map { period.isOver(on: $0) } == [false, true])
        let days = try ["1405/06/31", "1405/07/01", "1405/08/30", "1405/09/01"].map(day)
        #expect(days.map { period.isImmature(on: $0) } == [false, true, true, false])
    }
}
