import Domain
import Testing

@Suite("Which rule a job gets")
struct RuleChoiceTests {
    private func rules(_ trial: Trial) throws -> [String] {
        try trial.lines().map { String($0.split(separator: ",")[2]) }
    }

    @Test("Priority wins over everything, then the rule that says more; the reason names who lost and why")
    func priorityThenSpecificity() throws {
        let trial = Trial(rules: [
            ["service_type": "repair", "product_group": "fridge"],
            ["service_type": "repair"],
            ["priority": "3"],
            ["priority": "3", "metric": "km", "from": "10"],
            ["priority": "-1", "service_type": "repair", "dealer": "D1", "warranty": "in"],
            ["priority": "9", "service_type": "install"],
        ])
        #expect(try rules(trial) == ["R4"])
        let losers = try #require(try trial.reasons().first).losers.map { "\($0.rule) \($0.cause)" }
        #expect(losers == ["R3 specificity", "R1 priority", "R2 priority", "R5 priority"])
    }

    @Test("All bonuses that match are written, then all penalties, in the order of the rows")
    func allBonuses() throws {
        let trial = Trial(rules: [
            ["component": "penalty"], ["component": "bonus", "priority": "1"],
            ["component": "penalty", "zone": "in_city"],
            ["component": "bonus", "priority": "7"], ["component": "penalty"],
        ])
        #expect(try rules(trial) == ["R2", "R4", "R1", "R5"])
    }

    @Test("A column with several values matches each of them and no part of a word")
    func severalValues() throws {
        let rule = ["product_group": " ac | fridge ", "outcome": "checked_only|completed"]
        #expect(try rules(Trial(rules: [rule])) == ["R1"])
        for group in ["ac", "fridge"] {
            #expect(try rules(Trial(rules: [rule], jobs: [["product_group": group]])) == ["R1"])
        }
        for group in ["a", "fridg", "Fridge", "ac|fridge", ""] {
            #expect(try rules(Trial(rules: [rule], jobs: [["product_group": group]])) == [])
        }
    }

    @Test(
        "An unknown warranty is priced as one that is over, unless the tariff speaks of unknown ones",
        arguments: [
            (["out", "in"], ["R1"]), (["in", ""], ["R2"]), (["out", "unknown"], ["R2"]),
            (["out|unknown", "in"], ["R1"]),
            (["in", "commitment"], []),
        ] as [([String], [String])])
    func unknownWarranty(warranties: [String], expected: [String]) throws {
        let trial = Trial(rules: warranties.map { ["warranty": $0] }, jobs: [["warranty": "unknown"]])
        #expect(try rules(trial) == expected)
        let facts = try #require(try trial.run().get().calculations.first).facts
        #expect(facts.warranty == .unknown)
    }

    @Test("A range holds its lower end and not its upper one, and an open end holds all")
    func ranges() throws {
        let rule = ["metric": "hours", "from": "24", "to": "48.5"]
        for (hours, matches) in [("23.9", false), ("24.0", true), ("24", true), ("48.4", true), ("48.5", false)] {
            #expect(try rules(Trial(rules: [rule], jobs: [["hours": hours]])).isEmpty != matches)
        }
        let between = ["metric": "km", "from": "1.25", "to": "1.35"]
        for (km, matches) in [("1.2", false), ("1.3", true), ("1.4", false)] {
            #expect(try rules(Trial(rules: [between], jobs: [["km": km]])).isEmpty != matches)
        }
        #expect(try rules(Trial(rules: [["metric": "score", "to": "2"]], jobs: [["score": "1.9"]])) == ["R1"])
        #expect(try rules(Trial(rules: [["metric": "km", "from": "-1", "to": "0.1"]], jobs: [["km": "0"]])) == ["R1"])
    }

    @Test("A fact that is empty lies in no range, not even in one that is open at both ends")
    func emptyFacts() throws {
        for metric in ["repeat_days", "score"] {
            for range in [["from": "0"], ["to": "9"], [:]] {
                let trial = Trial(rules: [range.merging(["metric": metric]) { $1 }])
                #expect(try rules(trial) == [])
            }
        }
        let open = Trial(rules: [["metric": "repeat_days"]], jobs: [["repeat_days": "0"]])
        #expect(try rules(open) == ["R1"])
    }

    @Test("A rework is known as such, and which one it is; no other job is")
    func reworks() throws {
        let file =
            "code,component,priority,metric,from,to,method,amount\nA,labour,,,,,fixed,500\nB,labour,9,rework,1,,fixed,0\nP,penalty,,rework,2,,fixed,70\n"
        let rules = try TariffParsing.rules(of: DelimitedText.read(Array(file.utf8)))
        var facts = try Trial(rules: []).run().get().calculations[0].facts
        for (rework, payable) in [(nil, 500), (1, 0), (2, -70)] as [(Int64?, Int64)] {
            facts.rework = rework
            var trips = HouseholdTrips()
            let calculation = try trips.calculation(of: facts, by: Tariff(rules: rules))
            #expect(calculation.payable == payable)
        }
    }

    @Test("A job that no rule is for has no lines")
    func noRule() throws {
        #expect(try Trial(rules: [["service_type": "install"]]).lines() == [])
        #expect(try Trial(rules: []).lines() == [])
    }
}
