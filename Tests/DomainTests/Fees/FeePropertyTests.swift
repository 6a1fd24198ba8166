import Domain
import Testing

@Suite("What holds for every tariff and every job")
struct FeePropertyTests {
    @Test("The order of the jobs file changes no line, and a trip is paid at most once")
    func orderIsNothing() throws {
        var dice = Dice(seed: 11)
        for _ in 0..<60 {
            let rules = [randomRule(&dice, "travel", scope: "household_day"), randomRule(&dice, "bonus", scope: "job")]
            let jobs = (0..<12).map { place in
                randomJob(&dice).merging(["number": "J\(10 + place)"]) { $1 }
            }
            let lines = try Trial(rules: rules, jobs: jobs).lines()
            #expect(try Trial(rules: rules, jobs: jobs.shuffled(using: &dice)).lines().sorted() == lines.sorted())
            let paid = try Trial(rules: rules, jobs: jobs).run().get().calculations.filter { calculation in
                calculation.lines.contains { $0.component == .travel && $0.reason.sameTripAs == nil }
            }
            let trips = paid.map { "\($0.facts.dealer) \($0.facts.household) \($0.facts.completionDay.number)" }
            #expect(Set(trips).count == trips.count)
        }
    }

    @Test("Each line stays within its limits, and the payable is the sum of what the company pays")
    func limitsAndSum() throws {
        var dice = Dice(seed: 12)
        for _ in 0..<300 {
            let rules = ["labour", "visit", "travel", "parts_handling", "bonus", "bonus", "penalty"].map { component in
                randomRule(&dice, component, scope: "job").merging(["min": "700", "max": "90000"]) { $1 }
            }
            let calculation = try Trial(rules: rules, jobs: [randomJob(&dice)]).run().get().calculations[0]
            #expect(calculation.lines.count == 7)
            #expect(calculation.lines.allSatisfy { (700...90_000).contains($0.amount.magnitude) })
            #expect(calculation.lines.allSatisfy { ($0.amount < 0) == ($0.component == .penalty) })
            let sum = calculation.lines.filter { $0.payer == .company }.reduce(0) { $0 + $1.amount }
            #expect(calculation.payable == sum)
        }
    }

    @Test("Bands that add up never fall, nor jump by more than the dearest band's tenth of a kilometre")
    func noCliff() throws {
        var dice = Dice(seed: 13)
        for _ in 0..<20 {
            let cuts = [dice.roll(1...30), dice.roll(31...80)]
            let rates = (0..<3).map { _ in dice.roll(0...9_000) }
            let bands = "0-\(cuts[0]):\(rates[0]);\(cuts[0])-\(cuts[1]):\(rates[1]);\(cuts[1])-:\(rates[2])"
            let rule = ["component": "travel", "method": "band_marginal", "per": "km_one_way", "bands": bands]
            let jobs = (0...1_000).map { ["km": "\($0 / 10).\($0 % 10)"] }
            let amounts = try Trial(rules: [rule], jobs: jobs).run().get().calculations.map(\.payable)
            for (shorter, longer) in zip(amounts, amounts.dropFirst()) {
                try #require((0...Int64(rates.max()!) / 10 + 1).contains(longer - shorter))
            }
        }
    }

    @Test("A share rounds to within one half of what was exact, whatever base and percentage")
    func rounding() throws {
        var dice = Dice(seed: 14)
        for _ in 0..<400 {
            let (hundredths, base) = (dice.roll(0...20_000), dice.roll(0...50_000_000))
            let percentage = "\(hundredths / 100).\(hundredths % 100 / 10)\(hundredths % 10)"
            let rule = ["method": "percent", "amount": percentage, "base": "customer_parts"]
            let amount = Int(
                try Trial(rules: [rule], jobs: [["customer_parts": "\(base)"]]).run().get().calculations[0].payable)
            let rest = amount * 10_000 - base * hundredths
            try #require(-5_000 < rest && rest <= 5_000)
        }
    }

    private func randomJob(_ dice: inout Dice) -> [String: String] {
        [
            "completed_at": "2026-10-0\(dice.roll(1...2))T1\(dice.roll(0...3)):0\(dice.roll(0...1))",
            "dealer": dice.pick(["D1", "D2"]), "household": dice.pick(["H1", "H2"]),
            "km": "\(dice.roll(0...150)).\(dice.roll(0...9))", "minutes": "\(dice.roll(0...200))",
            "visits": "\(dice.roll(1...4))", "parts": "\(dice.roll(0...5))",
            "customer_labour": "\(dice.roll(0...3_000_000))",
        ]
    }

    private func randomRule(_ dice: inout Dice, _ component: String, scope: String) -> [String: String] {
        let per = dice.pick(["km_one_way", "km_round_trip", "minutes", "hours", "visits", "parts"])
        var rule = ["component": component, "scope": scope, "payer": dice.pick(["company", "customer"])]
        switch dice.roll(0...3) {
        case 0: rule["amount"] = "\(dice.roll(0...2_000_000))"
        case 1:
            rule.merge(["method": "per_unit", "per": per, "free": "\(dice.roll(0...30)).\(dice.roll(0...9))"]) { $1 }
        case 2:
            rule.merge(["method": "percent", "amount": "\(dice.roll(0...99)).25", "base": "customer_labour"]) { $1 }
        default:
            rule.merge([
                "method": dice.pick(["band_whole", "band_marginal"]), "per": per,
                "bands": "0-1.5:\(dice.roll(0...9_000));1.5-:\(dice.roll(0...9_000))",
            ]) { $1 }
        }
        return rule
    }
}
