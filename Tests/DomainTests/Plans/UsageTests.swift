import Domain
import Testing

@Suite("Services by usage")
struct UsageTests {
    private static func day(_ number: Int) -> CalendarDay { CalendarDay(iso: "2026-01-01")!.adding(days: number) }

    private static func number(_ day: CalendarDay) -> Int { Self.day(0).distance(to: day) }

    private func rule(_ amounts: [Int64], _ basis: PlanBasis = .fixed, again: Int64? = nil) throws -> PlanRule {
        try PlanRule(
            by: UsageTerms(.hours, amounts: amounts, again: again, usualMonth: 300), basis, early: 10, late: 20,
            steps: amounts.map { _ in PlanRule.Step(months: 0, isFree: true) })
    }

    private func texts(
        _ rule: PlanRule, _ readings: [UsageReading], beside known: [KnownService] = [], after start: Int = 0,
        until horizon: Int = 400, usual: Int64? = 300
    ) -> [String] {
        UsageCourse(readings, from: Self.day(0), usualMonth: usual)
            .services(rule, beside: known, after: Self.day(start), until: Self.day(horizon))
            .map { "\($0.number) \(Self.number($0.day))" }
    }

    @Test("without a reading the usual month says when, and nobody can say where that is not known either")
    func usual() throws {
        let rule = try rule([1_000], again: 1_000)
        #expect(texts(rule, []) == ["1 100", "2 200", "3 300", "4 400"])
        #expect(texts(rule, [], usual: nil).isEmpty)
    }

    @Test("readings say when, by the pace of the last ninety days and more; a day begun is a day")
    func pace() throws {
        let rule = try rule([1_000], again: 1_000)
        let one = [UsageReading(100, on: Self.day(50))]
        #expect(texts(rule, one, until: 1_100) == ["1 500", "2 1000"])
        let faster = one + [UsageReading(800, on: Self.day(200))]
        #expect(texts(rule, faster) == ["1 243"], "700 in 150 days: 200 more take 42.9")
        let still = [UsageReading(100, on: Self.day(50)), UsageReading(100, on: Self.day(200))]
        #expect(
            texts(rule, still, until: 500) == ["1 290", "2 390", "3 490"], "it has not moved: the usual month again")
    }

    @Test(
        "what a reading shows as reached is due on its day, of several the last alone; a floating one goes on from its doing"
    )
    func reached() throws {
        let fixed = try rule([1_000], again: 1_000)
        let readings = [UsageReading(3_500, on: Self.day(100))]
        #expect(texts(fixed, readings, until: 130) == ["3 100", "4 115"])
        let floating = try rule([1_000], .floating, again: 1_000)
        #expect(texts(floating, readings, until: 130) == ["1 100"])
        let done = KnownService(number: 1, day: Self.day(100), doneOn: Self.day(100), isOpen: false)
        #expect(texts(floating, readings, beside: [done], until: 130) == ["2 129"])
    }

    @Test("a counter that was exchanged goes on from what was done; a reading that was wrong counts for nothing")
    func breaks() {
        let replaced = UsageCourse(
            [UsageReading(900, on: Self.day(90)), UsageReading(50, on: Self.day(100), why: .replaced)],
            from: Self.day(0), usualMonth: nil)
        #expect(replaced.total == 950)
        func total(_ readings: UsageReading...) -> Int64 {
            UsageCourse(readings, from: Self.day(0), usualMonth: nil).total
        }
        let (nine, fifty) = (UsageReading(9_000, on: Self.day(90)), UsageReading(50, on: Self.day(100), why: .replaced))
        #expect(total(nine, fifty, UsageReading(40, on: Self.day(110), why: .mistake)) == 9_040, "the other counter's")
        #expect(total(nine, UsageReading(2_000, on: Self.day(100), why: .replaced)) == 11_000)
        #expect(total(nine, UsageReading(12_000, on: Self.day(100), why: .replaced)) == 9_000, "used on another before")
        let typed = UsageReading(510, on: Self.day(100), why: .replaced)
        #expect(
            total(nine, typed, UsageReading(9_100, on: Self.day(101), why: .mistake)) == 9_100,
            "it was no other counter")
        let low = [UsageReading(100, on: Self.day(10)), UsageReading(510, on: Self.day(20))]
        #expect(
            total(low[0], low[1], UsageReading(5_100, on: Self.day(21), why: .mistake)) == 5_100, "one that was too low"
        )
        #expect(total(low[0], UsageReading(90, on: Self.day(15)), low[1]) == 510, "out of another machine's readings")
        let twice = UsageReading(300, on: Self.day(30), why: .mistake)
        #expect(UsageReading.holding(low + [twice]) == [low[0], UsageReading(300, on: Self.day(30))])
    }

    @Test("a reading stands between the one before it and the one after it, and is as far on as its days allow")
    func checked() throws {
        let written = [UsageReading(900, on: Self.day(40)), UsageReading(1_000, on: Self.day(50))]
        let today = Self.day(60)
        func refusal(
            _ value: Int64, on day: Int, why: UsageBreak? = nil, among readings: [UsageReading]? = nil,
            _ kind: UsageKind = .hours
        ) -> String? {
            do throws(Complaint) {
                try UsageReading(value, on: Self.day(day), why: why).check(
                    among: readings ?? written, kind, today: today)
                return nil
            } catch { return error.key }
        }
        #expect(refusal(1_000, on: 50) == nil && refusal(0, on: 1, among: []) == nil)
        #expect(refusal(999, on: 55) == "plans.reading.less")
        #expect(refusal(950, on: 45) == nil, "a visit that was written down late")
        #expect(refusal(1_001, on: 45) == "plans.reading.more" && refusal(899, on: 45) == "plans.reading.less")
        #expect(refusal(950, on: 45, why: .mistake) == "plans.reading.earlier")
        #expect(refusal(999, on: 55, why: .mistake) == nil && refusal(1_010, on: 55, why: .mistake) == nil)
        #expect(refusal(899, on: 55, why: .mistake) == "plans.reading.less", "less than the one that was right")
        #expect(refusal(5, on: 55, why: .replaced) == nil && refusal(2_000, on: 55, why: .replaced) == nil)
        #expect(refusal(2_000, on: 61) == "plans.reading.future")
        #expect(refusal(1_144, on: 55) == nil && refusal(1_145, on: 55) == "plans.reading.fast")
        #expect(refusal(90_000, on: 55, .km) == nil)
        #expect(refusal(2_000, on: 55, why: .mistake, among: []) == "plans.reading.none")
    }

    @Test("amounts rise where they are counted from the installation, and are held to their bounds")
    func refused() throws {
        #expect(throws: Complaint("plans.denied.rising")) { try rule([1_000, 500]) }
        #expect(throws: Complaint("plans.denied.amounts", "10000000")) { try rule([0]) }
        #expect(throws: Complaint("plans.denied.amounts", "10000000")) { try rule([10], again: 10_000_001) }
        #expect(throws: Complaint("plans.denied.steps")) { try rule([]) }
        #expect(try rule([1_000, 500], .floating).step(3) == nil)
        #expect(try rule([500], again: 500).step(9)?.isFree == true)
    }
}
