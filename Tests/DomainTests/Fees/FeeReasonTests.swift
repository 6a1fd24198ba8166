import Domain
import Testing

@Suite("The reason of a line, as a person would write it")
struct FeeReasonTests {
    private func arithmetic(_ rule: [String: String], _ job: [String: String] = [:]) throws -> String {
        try #require(try Trial(rules: [rule], jobs: [job]).reasons().last).arithmetic()
    }

    @Test("The arithmetic of each method")
    func methods() throws {
        let travel = ["component": "travel", "method": "per_unit", "per": "km_round_trip", "amount": "5000"]
        #expect(try arithmetic(["amount": "1930000"]) == "1,930,000")
        #expect(try arithmetic(travel.merging(["free": "20"]) { $1 }) == "(37.5 × 2 − 20) km × 5,000 = 275,000")
        #expect(try arithmetic(travel) == "(37.5 × 2) km × 5,000 = 375,000")
        #expect(
            try arithmetic(travel.merging(["free": "20"]) { $1 }, ["km": "7"])
                == "max(0, 7 × 2 − 20) km × 5,000 = 0")
        #expect(
            try arithmetic(["method": "per_unit", "per": "parts", "amount": "50000", "max": "70000"])
                == "2 parts × 50,000 = 100,000 → max 70,000")
        #expect(
            try arithmetic(["method": "per_unit", "per": "minutes", "free": "15", "amount": "9", "min": "400"])
                == "(50 − 15) minutes × 9 = 315 → min 400")
        #expect(
            try arithmetic(["method": "per_unit", "per": "hours", "amount": "1000"])
                == "(50 ÷ 60) hours × 1,000 = 833.3333 ≈ 833")
        #expect(
            try arithmetic(
                ["method": "percent", "base": "customer_labour", "amount": "12.5"], ["customer_labour": "1000001"])
                == "customer_labour 1,000,001 × 12.5% = 125,000.125 ≈ 125,000")
        #expect(
            try arithmetic(
                ["method": "band_marginal", "per": "km_one_way", "bands": "0-20:0;20-100:5000;100-:4000"],
                ["km": "186.4"])
                == "20 km × 0 + 80 km × 5,000 + 86.4 km × 4,000 = 745,600")
        #expect(
            try arithmetic(["method": "band_whole", "per": "visits", "bands": "0-2:210;2-:400"], ["visits": "3"])
                == "3 visits → 400")
    }

    @Test("A penalty shows its sign at every step")
    func penalty() throws {
        let rule = ["component": "penalty", "method": "percent", "base": "customer_labour", "amount": "33.33"]
        #expect(
            try arithmetic(rule, ["customer_labour": "1710000"])
                == "−(customer_labour 1,710,000 × 33.33%) = −569,943")
        #expect(try arithmetic(rule.merging(["min": "5"]) { $1 }) == "−(customer_labour 0 × 33.33%) = 0 → min −5")
        #expect(try arithmetic(["component": "penalty", "amount": "180000"]) == "−180,000")
    }

    @Test("A shared trip ends in 0")
    func sharedTrip() throws {
        let rule = ["component": "travel", "scope": "household_day", "method": "per_unit", "per": "km_one_way"]
        let trial = Trial(rules: [rule], jobs: [[:], ["completed_at": "2026-10-05T11:00"]])
        #expect(
            try trial.reasons().map { $0.arithmetic() } == [
                "37.5 km × 1,000 = 37,500", "37.5 km × 1,000 = 37,500 → 0",
            ])
        #expect(
            try trial.run().get().explanation.split(separator: "\n").last
                == "J2 travel R1: 37.5 km × 1,000 = 37,500 → 0; household_day J1")
    }

    @Test("Each reader gets his own digits and words")
    func ownWords() throws {
        let rule = ["component": "travel", "method": "per_unit", "per": "km_round_trip", "amount": "5000", "max": "9"]
        let reason = try #require(try Trial(rules: [rule]).reasons().first)
        let words = ["fees.unit.km": "کیلومتر", "fees.limit.max": "سقف"]
        let text = reason.arithmetic(number: { Digits.persian($0) }, word: { words[$0]! })
        #expect(text == "(۳۷.۵ × ۲) کیلومتر × ۵۰۰۰ = ۳۷۵۰۰۰ → سقف ۹")
    }

    @Test("What is nothing but numbers and signs is written apart, and a single unit has a word of its own")
    func sums() throws {
        func text(_ rule: [String: String], _ job: [String: String] = [:]) throws -> String {
            let reason = try #require(try Trial(rules: [rule], jobs: [job]).reasons().last)
            return reason.arithmetic(word: { String($0.dropFirst("fees.".count)) }, sum: { "<\($0)>" })
        }
        let travel = ["component": "travel", "method": "per_unit", "per": "km_round_trip", "amount": "5000"]
        #expect(try text(travel) == "<(37.5 × 2)> unit.km × 5,000 = 375,000")
        #expect(
            try text(travel.merging(["free": "20"]) { $1 }, ["km": "7"]) == "max<(0, 7 × 2 − 20)> unit.km × 5,000 = 0")
        #expect(try text(["component": "penalty", "amount": "180000"]) == "<−180,000>")
        let visits = ["component": "visit", "method": "per_unit", "per": "visits", "amount": "210"]
        #expect(try text(visits, ["visits": "1"]) == "1 unit.one.visits × 210 = 210")
        #expect(try text(visits, ["visits": "2"]) == "2 unit.visits × 210 = 420")
    }

    @Test("Frozen as text, reasons and facts of all of Arman's lines come back the same")
    func frozen() throws {
        for calculation in try Arman.quote().calculations.prefix(600) {
            try #require(try FeeFacts(frozen: calculation.facts.frozen) == calculation.facts)
            for line in calculation.lines {
                try #require(try FeeReason(frozen: line.reason.frozen) == line.reason)
            }
        }
        #expect(throws: Complaint("fees.frozen.unreadable")) { try FeeReason(frozen: "{}") }
    }
}
