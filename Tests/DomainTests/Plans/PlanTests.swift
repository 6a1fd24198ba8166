import Domain
import Testing

@Suite("Periodic services")
struct PlanTests {
    private static func jalali(_ text: String) -> CalendarDay { try! CalendarSystem.jalali.parse(text) }

    private static func never(_: CalendarDay) -> Bool { false }

    private func rule(
        _ basis: PlanBasis = .fixed, on day: PlanDay = .same, closed: ClosedDays = .keep, early: Int = 10,
        late: Int = 20,
        months: [Int], again: Int? = nil
    ) throws -> PlanRule {
        try PlanRule(
            basis, on: day, closed: closed, early: early, late: late,
            steps: months.map { PlanRule.Step(months: $0, isFree: $0 == months[0]) }, again: again)
    }

    private func texts(
        _ rule: PlanRule, from base: String, until horizon: String, beside known: [KnownService] = [],
        after start: String? = nil, to end: String? = nil, in calendar: CalendarSystem = .jalali,
        rests: @escaping @Sendable (CalendarDay) -> Bool = never
    ) throws -> [String] {
        let course = PlanCourse(
            rule, from: try calendar.parse(base), to: try end.map { try calendar.parse($0) }, in: calendar, rests: rests
        )
        return course.services(
            beside: known, after: try calendar.parse(start ?? base), until: try calendar.parse(horizon)
        ).map { "\($0.number) \(calendar.text($0.day))" }
    }

    @Test(
        "months are counted in the company's calendar, up to the last day of a shorter month",
        arguments: [
            (CalendarSystem.jalali, "1403/06/31", 1, "1403/07/30"), (.jalali, "1403/06/31", 6, "1403/12/30"),
            (.jalali, "1403/12/30", 12, "1404/12/29"), (.jalali, "1402/12/29", 12, "1403/12/29"),
            (.jalali, "1404/06/31", 18, "1405/12/29"), (.jalali, "1405/01/31", 5, "1405/06/31"),
            (.gregorian, "2026-01-31", 1, "2026-02-28"), (.gregorian, "2024-01-31", 1, "2024-02-29"),
            (.gregorian, "2024-02-29", 12, "2025-02-28"), (.gregorian, "2026-08-31", 6, "2027-02-28"),
        ])
    func months(calendar: CalendarSystem, from: String, months: Int, to: String) throws {
        let day = calendar.day(months, monthsAfter: try calendar.parse(from), on: .same)
        #expect(day.map(calendar.text) == to)
    }

    @Test("the 31st passes over the months that have none, the last day never does")
    func lastDay() throws {
        let every = try rule(on: .exact(31), months: [1], again: 1)
        let exact = try texts(every, from: "1405/04/10", until: "1406/02/31")
        #expect(exact == ["1 1405/05/31", "2 1405/06/31", "9 1406/01/31", "10 1406/02/31"])
        let last = try texts(rule(on: .last, months: [1], again: 1), from: "1405/04/10", until: "1405/08/30")
        #expect(last == ["1 1405/05/31", "2 1405/06/31", "3 1405/07/30", "4 1405/08/30"])
        #expect(PlanDay(code: 33) == nil && PlanDay(code: -1) == nil)
        #expect((0...32).allSatisfy { PlanDay(code: $0)?.code == $0 })
    }

    @Test("a fixed plan is counted from the installation, a floating one from the day on which the last was done")
    func basis() throws {
        let late = KnownService(
            number: 1, day: Self.jalali("1405/07/01"), doneOn: Self.jalali("1405/08/15"), isOpen: false)
        let fixed = try rule(months: [6, 12], again: 6)
        #expect(
            try texts(fixed, from: "1405/01/01", until: "1406/12/01", beside: [late])
                == ["2 1406/01/01", "3 1406/07/01"])
        let floating = try rule(.floating, months: [6, 6], again: 6)
        #expect(
            try texts(floating, from: "1405/01/01", until: "1406/12/01", beside: [late])
                == ["2 1406/02/15", "3 1406/08/15"])
        let missed = KnownService(number: 1, day: Self.jalali("1405/07/01"), doneOn: nil, isOpen: false)
        #expect(
            try texts(floating, from: "1405/01/01", until: "1406/02/01", beside: [missed]) == ["2 1406/01/01"],
            "one that was not done is counted from its day")
    }

    @Test("what was over before the plan was put on is not asked for; what stands goes on with its own number")
    func standing() throws {
        let plan = try rule(late: 20, months: [6], again: 6)
        #expect(
            try texts(plan, from: "1400/01/10", until: "1406/01/01", after: "1405/01/25")
                == ["10 1405/01/10", "11 1405/07/10"])
        #expect(
            try texts(plan, from: "1400/01/10", until: "1406/01/01", after: "1405/02/01") == ["11 1405/07/10"])
    }

    @Test("nothing is planned after the last step, the end of a contract or the horizon")
    func ends() throws {
        #expect(try texts(rule(months: [1, 2]), from: "1405/01/01", until: "1409/01/01").count == 2)
        let visits = try PlanRule(
            .fixed, early: 0, late: 10, steps: [.init(months: 0, isFree: true)], again: 3, isFromFirstDay: true)
        #expect(
            try texts(visits, from: "1405/01/01", until: "1409/01/01", to: "1405/12/29")
                == ["1 1405/01/01", "2 1405/04/01", "3 1405/07/01", "4 1405/10/01"])
    }

    @Test(
        "a day of rest is stepped over forward or back as the plan says, however long the rest is",
        arguments: [
            (ClosedDays.keep, "1 1405/02/01"), (.forward, "1 1405/02/09"), (.back, "1 1405/01/31"),
        ])
    func rest(closed: ClosedDays, expected: String) throws {
        let rest = Self.jalali("1405/02/01")...Self.jalali("1405/02/08")
        let found = try texts(
            rule(closed: closed, months: [1]), from: "1405/01/01", until: "1406/01/01", rests: { rest.contains($0) })
        #expect(found == [expected])
        let never = try texts(
            rule(closed: closed, months: [1]), from: "1405/01/01", until: "1406/01/01", rests: { _ in true })
        #expect(never == ["1 1405/02/01"])
    }

    @Test("a changed plan moves what nobody has called about, and nothing else")
    func changed() throws {
        let known = [
            KnownService(number: 1, day: Self.jalali("1405/04/01"), doneOn: Self.jalali("1405/04/03"), isOpen: false),
            KnownService(number: 2, day: Self.jalali("1405/07/01"), doneOn: nil, isOpen: false),
            KnownService(number: 3, day: Self.jalali("1405/10/01"), doneOn: nil, isOpen: true),
        ]
        let found = try texts(
            rule(months: [4], again: 4), from: "1405/01/01", until: "1406/12/01", beside: known, after: "1405/06/01")
        #expect(found == ["3 1406/01/01", "4 1406/05/01", "5 1406/09/01"])
    }

    @Test("planned again with what was planned, nothing changes; days rise with their numbers and keep to the horizon")
    func property() throws {
        var dice = Dice(seed: 1405)
        for _ in 0..<2_000 {
            let basis = dice.pick(PlanBasis.allCases)
            let steps = (1...dice.roll(1...4)).map { _ in dice.roll(1...14) }
            let rising = steps.indices.map { steps[...$0].reduce(0, +) }
            let day = PlanDay(code: dice.pick([0, 32, dice.roll(1...31)]))!
            let calendar = dice.pick(CalendarSystem.allCases)
            let rule = try rule(
                basis, on: day, closed: dice.pick(ClosedDays.allCases), early: 0, late: dice.roll(0...30),
                months: basis == .fixed ? rising : steps, again: dice.chance(50) ? nil : dice.roll(1...12))
            let base = CalendarDay(number: dice.roll(19_000...22_000))
            let start = base.adding(days: dice.roll(0...900))
            let horizon = base.adding(days: dice.roll(900...1_800))
            let course = PlanCourse(rule, from: base, in: calendar) { $0.weekday == .friday }
            let first = course.services(after: start, until: horizon)
            let known = first.map { KnownService(number: $0.number, day: $0.day, doneOn: nil, isOpen: true) }
            #expect(course.services(beside: known, after: start, until: horizon) == first)
            #expect(zip(first, first.dropFirst()).allSatisfy { $0.number < $1.number && $0.day <= $1.day })
            #expect(first.allSatisfy { $0.window.upperBound >= start && $0.window.contains($0.day) })
            let longer = course.services(beside: known, after: start, until: horizon.adding(days: 365))
            #expect(Array(longer.prefix(first.count)) == first, "a later horizon adds and moves nothing")
        }
    }

    @Test(
        "a rule that means nothing is refused",
        arguments: [
            (PlanBasis.fixed, [], nil, 0, "plans.denied.steps"), (.fixed, [0], nil, 0, "plans.denied.months"),
            (.fixed, [241], nil, 0, "plans.denied.months"), (.fixed, [6], 0, 0, "plans.denied.months"),
            (.fixed, [6, 6], nil, 0, "plans.denied.rising"), (.fixed, [6, 3], nil, 0, "plans.denied.rising"),
            (.floating, [6, 3], nil, 0, nil), (.fixed, [6], 6, 181, "plans.denied.window"),
            (.fixed, [6], 6, -1, "plans.denied.window"), (.fixed, [3, 6, 12], 12, 180, nil),
        ] as [(PlanBasis, [Int], Int?, Int, String?)])
    func refused(basis: PlanBasis, months: [Int], again: Int?, early: Int, complaint: String?) {
        var found: String?
        do {
            _ = try PlanRule(
                basis, early: early, late: 0, steps: months.map { PlanRule.Step(months: $0, isFree: true) },
                again: again)
        } catch { found = error.key }
        #expect(found == complaint)
    }

    @Test(
        "which deed leads from which state where, and what is impossible",
        arguments: PlanState.allCases, PlanDeed.allCases)
    func states(state: PlanState, deed: PlanDeed) {
        let table: [PlanState: [PlanDeed: PlanState]] = [
            .planned: [
                .fallDue: .due, .call: .called, .book: .booked, .miss: .missed, .refuse: .refused, .cancel: .cancelled,
                .settle: .done,
            ],
            .due: [
                .call: .called, .book: .booked, .miss: .missed, .refuse: .refused, .cancel: .cancelled, .settle: .done,
            ],
            .called: [
                .call: .called, .book: .booked, .miss: .missed, .refuse: .refused, .cancel: .cancelled, .settle: .done,
            ],
            .booked: [.finish: .done, .refuse: .refused, .giveBack: .called],
        ]
        #expect(state.next(deed) == table[state]?[deed])
    }

    @Test(
        "when is called again",
        arguments: [
            (CallOutcome.agreed, 0, 0), (.refused, 5, 0), (.noAnswer, 0, 1), (.noAnswer, 3, 3), (.later, 7, 7),
            (.later, 0, nil), (.later, -1, nil), (.noAnswer, -2, nil),
        ] as [(CallOutcome, Int, Int?)])
    func calls(outcome: CallOutcome, asked: Int, expected: Int?) {
        let today = Self.jalali("1405/09/02")
        let day = try? outcome.nextCall(asked: asked == 0 ? nil : today.adding(days: asked), today: today)
        #expect(day == expected.map { today.adding(days: $0) })
    }
}
