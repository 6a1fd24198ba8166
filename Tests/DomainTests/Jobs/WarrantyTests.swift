import Testing

@testable import Domain

@Suite("A unit's warranty")
struct WarrantyTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let months: Int
        let start: String?
        let day: String
        let verdict: Warranty
        var years = 10
        var testDescription: String { "\(months) months from \(start ?? "?"), on \(day)" }
    }

    static let cases = [
        Case(months: 24, start: "1403/09/02", day: "1403/09/02", verdict: .within),
        Case(months: 24, start: "1403/09/02", day: "1405/09/02", verdict: .within),
        Case(months: 24, start: "1403/09/02", day: "1405/09/03", verdict: .commitment),
        // Bought on the 31st of a month of 31 days: the term ends with the shorter month.
        Case(months: 18, start: "1403/06/31", day: "1404/12/29", verdict: .within),
        Case(months: 18, start: "1403/06/31", day: "1405/01/01", verdict: .commitment),
        Case(months: 12, start: "1403/12/30", day: "1404/12/29", verdict: .within),
        Case(months: 12, start: "1403/12/30", day: "1405/01/01", verdict: .commitment),
        Case(months: 24, start: "1395/09/02", day: "1405/09/02", verdict: .commitment),
        Case(months: 24, start: "1395/09/01", day: "1405/09/02", verdict: .out),
        Case(months: 0, start: "1405/09/02", day: "1405/09/02", verdict: .commitment),
        // Asked for before it was sold: the clerk mistyped one of the days; the customer does not pay for that.
        Case(months: 24, start: "1405/09/05", day: "1405/09/02", verdict: .within),
        // Nobody knows when it was bought or installed: that is not the same as over.
        Case(months: 24, start: nil, day: "1405/09/02", verdict: .unknown),
        Case(months: 24, start: nil, day: "1405/09/02", verdict: .unknown, years: 0),
        Case(months: 0, start: nil, day: "1405/09/02", verdict: .unknown),
        Case(months: 0, start: nil, day: "1405/09/02", verdict: .out, years: 0),
    ]

    @Test("covers, then commits, then ends, and says so where it cannot be known", arguments: cases)
    func verdict(_ it: Case) throws {
        let verdict = Warranty.verdict(
            months: it.months, startedOn: try it.start.map(CalendarSystem.jalali.parse),
            on: try CalendarSystem.jalali.parse(it.day), calendar: .jalali, commitmentYears: it.years)
        #expect(verdict == it.verdict)
    }

    @Test("counts months as the company does")
    func gregorian() throws {
        let start = try #require(CalendarDay(iso: "2024-08-31"))
        let end = Warranty.lastDay(months: 18, startedOn: start, calendar: .gregorian)
        #expect(end?.isoText == "2026-02-28")
        #expect(Warranty.lastDay(months: 18, startedOn: start, calendar: .jalali)?.isoText == "2026-03-01")
    }

    @Test("runs from the day its model says")
    func start() throws {
        let (bought, installed) = (CalendarDay(number: 20_000), CalendarDay(number: 20_010))
        #expect(WarrantyStart.sale.day(purchasedOn: bought, installedOn: installed) == bought)
        #expect(WarrantyStart.installation.day(purchasedOn: bought, installedOn: nil) == nil)
    }
}
