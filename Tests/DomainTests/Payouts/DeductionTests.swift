import Testing

@testable import Domain

@Suite("Deductions of a payment")
struct DeductionTests {
    private func rule(
        _ id: Int64, _ kind: DeductionRule.Kind, _ percent: String, _ base: DeductionRule.Base = .gross,
        at position: Int
    ) throws -> DeductionRule {
        DeductionRule(
            id: ID(id), kind: kind, position: position, percent: try Percent(percent), base: base, grades: [],
            isForRegistered: false, from: CalendarDay(number: 0), to: nil)
    }

    @Test("are taken in their order, each of its own base")
    func order() throws {
        let earned: [LedgerKind: Money] = [.fee: Money(1_000_000), .penalty: Money(-100_000), .advance: Money(-50_000)]
        let lines = try Deduction.lines(
            [
                rule(4, .vat, "10", .remaining, at: 4), rule(1, .insuranceRetention, "5", at: 1),
                rule(2, .performanceRetention, "10", .fees, at: 2), rule(3, .withholding, "3", .remaining, at: 3),
            ], earned: earned, .irr)
        #expect(lines.map(\.rule.id) == [ID(1), ID(2), ID(3), ID(4)])
        #expect(lines.map(\.base.minor) == [900_000, 1_000_000, 755_000, 732_350])
        #expect(lines.map(\.amount.minor) == [-45_000, -100_000, -22_650, 73_235])
    }

    @Test("in another order give another sum where a base is what remains")
    func orderMatters() throws {
        let sum = { (first: Int, second: Int) in
            try Money.sum(
                Deduction.lines(
                    [
                        self.rule(1, .withholding, "10", at: first),
                        self.rule(2, .insuranceRetention, "50", .remaining, at: second),
                    ], earned: [.fee: Money(1_000)], .irr
                ).map(\.amount))
        }
        #expect(try sum(1, 2) == Money(-550))
        #expect(try sum(2, 1) == Money(-600))
    }

    @Test("of the fees take back what a reversal or an appeal changes of them, but not what penalties do")
    func feesLater() throws {
        let vat = { (earned: [LedgerKind: Money]) in
            try Money.sum(Deduction.lines([self.rule(1, .vat, "10", .fees, at: 1)], earned: earned, .irr).map(\.amount))
        }
        #expect(try vat([.fee: Money(200), .reversal: Money(-100), .adjustment: Money(30)]) == Money(13))
        #expect(try vat([.fee: Money(200), .penalty: Money(-100)]) == Money(20))
        #expect(try vat([.fee: Money(100), .reversal: Money(-100)]) == .zero)
    }

    @Test("are none where nothing was earned, or less than nothing")
    func nothing() throws {
        for earned in [[:], [.fee: Money(100), .penalty: Money(-100)], [.penalty: Money(-9)]] as [[LedgerKind: Money]] {
            #expect(try Deduction.lines([rule(1, .withholding, "10", at: 1)], earned: earned, .irr).isEmpty)
        }
    }

    @Test(
        "are rounded half away from zero, once each",
        arguments: [
            ("5", 10, 1), ("5", 9, 0), ("5", 29, 1), ("5", 30, 2), ("0.01", 5_000, 1), ("0.01", 4_999, 0),
            ("100", 7, 7),
            ("33.33", 10_000, 3_333), ("12.5", 4, 1), ("12.5", 3, 0),
        ])
    func rounding(_ percent: String, _ amount: Int64, _ share: Int64) throws {
        #expect(try Percent(percent).of(Money(amount)) == Money(share))
        #expect(try Percent(percent).of(Money(-amount)) == Money(-share))
    }

    @Test("never drift from the exact share by more than half a rial, nor overflow, whatever the amount")
    func exact() throws {
        var dice = Dice(seed: 38)
        for _ in 1...2_000 {
            let percent = try #require(Percent(hundredths: dice.roll(1...10_000)))
            let amount: Int64 = dice.chance(50) ? dice.roll(0...900_000_000_000_000) : dice.roll(0...100_000)
            let share = percent.of(Money(amount)).minor
            let drift = share * 10_000 - amount * Int64(percent.hundredths)
            #expect((-4_999...5_000).contains(drift))
        }
        #expect(Percent(hundredths: 10_000)!.of(Money(.max)) == Money(.max))
        #expect(Percent(hundredths: 9_999)!.of(Money(.max)).minor < .max)
    }

    @Test("leave what was earned and was not paid in the lines themselves: gross and lines make the net to the rial")
    func whole() throws {
        var dice = Dice(seed: 1405)
        for _ in 1...500 {
            let earned: [LedgerKind: Money] = [
                .fee: Money(dice.roll(0...9_000_000)), .penalty: Money(-dice.roll(0...900_000)),
                .adjustment: Money(dice.roll(-50_000...50_000)),
            ]
            let rules = try (1...4).map { place in
                DeductionRule(
                    id: ID(Int64(place)), kind: dice.pick(DeductionRule.Kind.allCases), position: dice.roll(1...3),
                    percent: try #require(Percent(hundredths: dice.roll(1...2_500))),
                    base: dice.pick(DeductionRule.Base.allCases), grades: [], isForRegistered: false,
                    from: CalendarDay(number: 0), to: nil)
            }
            let lines = try Deduction.lines(rules, earned: earned, .irr)
            let entries = earned.map {
                PayoutPlan.Entry(id: ID(Int64($0.value.minor.magnitude + 1)), kind: $0.key, amount: $0.value)
            }
            let plan = try PayoutPlan(
                [.init(dealer: ID(1), sheba: "IR820540102680020817909002", entries: entries, rules: rules)],
                currency: .irr)
            guard let item = plan.items.first else { continue }
            #expect(item.deductions == lines)
            #expect(try item.gross.adding(Money.sum(lines.map(\.amount))) == item.amount)
            #expect(try Deduction.lines(rules.reversed(), earned: earned, .irr) == lines)
        }
    }

    @Test("are for the grades, the registration and the days that their rule names")
    func whom() throws {
        let rule = DeductionRule(
            id: ID(1), kind: .vat, position: 1, percent: try Percent("10"), base: .gross, grades: ["A", "B"],
            isForRegistered: true, from: CalendarDay(number: 10), to: CalendarDay(number: 20))
        let cases: [(String, Bool, Int32, Bool)] = [
            ("A", true, 10, true), ("B", true, 20, true), ("C", true, 15, false), ("A", false, 15, false),
            ("A", true, 9, false), ("A", true, 21, false),
        ]
        for (grade, isRegistered, day, expected) in cases {
            #expect(
                rule.applies(toGrade: grade, isRegistered: isRegistered, on: CalendarDay(number: day)) == expected,
                "\(grade) \(isRegistered) \(day)")
        }
    }

    @Test(
        "have percentages as people write them",
        arguments: [("۵", 500), ("2.5", 250), ("۱۰٫۲۵٪", 1_025), ("0.01", 1), ("100", 10_000)])
    func percentages(_ typed: String, _ hundredths: Int) throws {
        let percent = try Percent(typed)
        #expect(percent.hundredths == hundredths)
        #expect(try Percent(percent.text) == percent)
    }

    @Test(
        "refuse a percentage that is none",
        arguments: ["", "x", "-5", "0", "100.01", "5.125", "1,5", "1.2.3", ".5", "5."])
    func noPercentage(_ typed: String) {
        #expect(throws: Complaint.self) { try Percent(typed) }
    }
}
