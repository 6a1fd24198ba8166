import Domain
import Testing

@Suite("Terms of a service contract")
struct ContractTermsTests {
    private static func day(_ text: String) -> CalendarDay { try! CalendarSystem.jalali.parse(text) }

    private func terms(
        _ first: String = "1405/01/01", _ last: String = "1405/12/29", visits: Int = 4,
        free: Set<ContractTerms.Free> = [.labour, .travel]
    ) throws -> ContractTerms {
        try ContractTerms(
            from: Self.day(first), to: Self.day(last), visits: visits, free: free, coversRepairs: false)
    }

    @Test(
        "visits begin with the first day, as far apart as their number in a year says, and none falls after the last",
        arguments: [
            (1, ["1405/01/01"]), (2, ["1405/01/01", "1405/07/01"]),
            (3, ["1405/01/01", "1405/05/01", "1405/09/01"]),
            (4, ["1405/01/01", "1405/04/01", "1405/07/01", "1405/10/01"]),
        ])
    func visits(visits: Int, expected: [String]) throws {
        let terms = try terms(visits: visits)
        let rule = try terms.rule(checkLists: [], early: 0, late: 10)
        let course = PlanCourse(rule, from: terms.first, to: terms.last, in: .jalali) { _ in false }
        let days = course.services(after: terms.first, until: Self.day("1420/01/01"))
        #expect(days.map { CalendarSystem.jalali.text($0.day) } == expected)
    }

    @Test("a visit is free where neither labour nor travel is paid; each has its own check list, the last one goes on")
    func steps() throws {
        let free = try terms().rule(checkLists: ["الف", "ب"], early: 0, late: 0)
        #expect((1...4).compactMap { free.step($0)?.checkList } == ["الف", "ب", "ب", "ب"])
        #expect((1...4).compactMap { free.step($0)?.months } == [0, 3, 6, 9])
        #expect(free.step(3)?.isFree == true)
        #expect(try terms(free: [.labour, .parts]).rule(checkLists: [], early: 0, late: 0).step(1)?.isFree == false)
    }

    @Test(
        "where it stands on a day, and from which day a cancelled one does not hold",
        arguments: [
            ("1404/12/29", nil, ContractState.upcoming), ("1405/01/01", nil, .running), ("1405/12/29", nil, .running),
            ("1406/01/01", nil, .ended), ("1405/05/31", "1405/06/01", .running),
            ("1405/06/01", "1405/06/01", .cancelled),
        ] as [(String, String?, ContractState)])
    func state(on day: String, cancelled: String?, expected: ContractState) throws {
        let cancelled = cancelled.map(Self.day)
        #expect(try terms().state(on: Self.day(day), cancelledFrom: cancelled) == expected)
        let end = try terms().end(cancelledFrom: cancelled)
        #expect(end == (cancelled.map { $0.adding(days: -1) } ?? Self.day("1405/12/29")))
    }

    @Test(
        "the one that follows begins the day after and is as long",
        arguments: [
            ("1405/01/01", "1405/12/29", "1406/01/01", "1406/12/29"),
            ("1403/01/01", "1403/12/30", "1404/01/01", "1404/12/29"),
            ("1405/07/15", "1406/01/14", "1406/01/15", "1406/07/14"),
            ("1405/09/02", "1405/09/11", "1405/09/12", "1405/09/21"),
        ])
    func renewed(first: String, last: String, next: String, end: String) throws {
        let days = try terms(first, last).renewed(in: .jalali)
        #expect(CalendarSystem.jalali.text(days.lowerBound) == next)
        #expect(CalendarSystem.jalali.text(days.upperBound) == end)
    }

    @Test(
        "what means nothing is refused",
        arguments: [
            ("1405/02/01", "1405/01/31", 4, "contracts.denied.days"), ("1405/02/01", "1405/02/01", 4, nil),
            ("1405/02/01", "1416/02/01", 4, "contracts.denied.long"),
            ("1405/01/01", "1405/12/29", 5, "contracts.denied.visits"),
            ("1405/01/01", "1405/12/29", 0, "contracts.denied.visits"),
        ] as [(String, String, Int, String?)])
    func refused(first: String, last: String, visits: Int, complaint: String?) {
        var found: String?
        do { _ = try terms(first, last, visits: visits) } catch { found = (error as? Complaint)?.key }
        #expect(found == complaint)
    }
}
