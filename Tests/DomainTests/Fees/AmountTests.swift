import Domain
import Testing

@Suite("How a line's amount comes about")
struct AmountTests {
    private func line(_ rule: [String: String], _ job: [String: String] = [:]) throws -> String {
        let line = try #require(try Trial(rules: [rule], jobs: [job]).lines().first)
        return line.split(separator: ",")[3...4].joined(separator: " ")
    }

    private let travel = ["component": "travel", "method": "per_unit", "per": "km_round_trip", "amount": "5000"]

    @Test("Kilometres there and back, the first twenty free")
    func kilometres() throws {
        let rule = travel.merging(["free": "20"]) { $1 }
        #expect(try line(rule) == "55 275000")
        #expect(try line(rule, ["km": "10.1"]) == "0.2 1000")
        #expect(try line(rule, ["km": "10"]) == "0 0")
        #expect(try line(rule, ["km": "3.2"]) == "0 0")
        #expect(try line(travel, ["km": "37.5"]) == "75 375000")
        #expect(try line(travel.merging(["per": "km_one_way", "free": "0.25"]) { $1 }, ["km": "0.3"]) == "0.05 250")
    }

    @Test("Hours of labour are exact sixtieths, rounded once and away from zero")
    func hours() throws {
        let rule = ["method": "per_unit", "per": "hours"]
        #expect(try line(rule.merging(["amount": "6000"]) { $1 }) == "0.8333 5000")
        #expect(try line(rule.merging(["amount": "1"]) { $1 }, ["minutes": "30"]) == "0.5 1")
        #expect(try line(rule.merging(["amount": "1"]) { $1 }, ["minutes": "29"]) == "0.4833 0")
        #expect(try line(rule.merging(["amount": "900", "free": "0.5"]) { $1 }, ["minutes": "70"]) == "0.6667 600")
        #expect(
            try line(rule.merging(["amount": "1000000007", "free": "0.5"]) { $1 }, ["minutes": "100"])
                == "1.1667 1166666675")
    }

    @Test("A percentage with two decimals of what the customer paid")
    func percent() throws {
        let rule = ["method": "percent", "amount": "33.33", "base": "customer_total"]
        let job = ["customer_labour": "1000001", "customer_parts": "50"]
        #expect(try line(rule, job) == "1000051 333317")
        #expect(try line(rule.merging(["base": "customer_labour"]) { $1 }, job) == "1000001 333300")
        #expect(try line(rule.merging(["base": "customer_parts", "amount": "1"]) { $1 }, job) == "50 1")
        #expect(try line(rule.merging(["base": "customer_parts", "amount": "0.99"]) { $1 }, job) == "50 0")
        #expect(try line(rule.merging(["amount": "250"]) { $1 }, job) == "1000051 2500128")
    }

    @Test("Bands that add up have no cliff, bands that do not take the whole amount")
    func bands() throws {
        let marginal = [
            "component": "travel", "method": "band_marginal", "per": "km_one_way",
            "bands": "0-20:0;20-100:5000;100-:4000",
        ]
        for (km, amount) in [("0", 0), ("20", 0), ("20.1", 500), ("100", 400_000), ("186.4", 745_600)] {
            #expect(try line(marginal, ["km": km]) == "\(km) \(amount)")
        }
        let whole = ["component": "visit", "method": "band_whole", "per": "visits", "bands": "0-2:210;2-3:400;3-:490"]
        for (visits, amount) in [("1", 210), ("2", 400), ("3", 490), ("9", 490)] {
            #expect(try line(whole, ["visits": visits]) == "\(visits) \(amount)")
        }
        let hourly = ["method": "band_marginal", "per": "hours", "bands": "0-0.5:600; 0.5-:1200"]
        #expect(try line(hourly, ["minutes": "50"]) == "0.8333 700")
    }

    @Test("A line is held between its least and its most before rounding, also where nothing was counted")
    func limits() throws {
        let rule = travel.merging(["free": "20", "min": "500", "max": "9000"]) { $1 }
        #expect(try line(rule, ["km": "0"]) == "0 500")
        #expect(try line(rule, ["km": "10.1"]) == "0.2 1000")
        #expect(try line(rule) == "55 9000")
    }

    @Test("A penalty is stored negative, its limits are written positive, and its half rounds away from zero")
    func penalties() throws {
        let rules = [
            [:], ["component": "penalty", "method": "percent", "amount": "12.55", "base": "earned"],
            ["component": "penalty", "method": "percent", "amount": "33.33", "base": "earned", "min": "400"],
            ["component": "penalty", "method": "percent", "amount": "90", "base": "earned", "max": "700"],
            ["component": "penalty", "amount": "180"],
        ]
        #expect(
            try Trial(rules: rules).lines().dropFirst() == [
                "J1,penalty,R2,1000,-126,company", "J1,penalty,R3,1000,-400,company", "J1,penalty,R4,1000,-700,company",
                "J1,penalty,R5,1,-180,company",
            ])
        #expect(try Trial(rules: rules).run().get().calculations[0].payable == 1000 - 126 - 400 - 700 - 180)
    }

    @Test("What the company earned counts its own lines alone, and no bonus or penalty changes it")
    func earned() throws {
        let rules = [
            ["component": "bonus", "method": "percent", "amount": "10", "base": "earned"],
            ["component": "bonus", "method": "percent", "amount": "10", "base": "earned"],
            ["component": "penalty", "method": "percent", "amount": "10", "base": "travel"],
            ["component": "penalty", "method": "percent", "amount": "10", "base": "visit"],
            ["component": "travel", "amount": "500", "payer": "customer"],
            ["component": "parts_handling", "amount": "70"],
            [:],
        ]
        #expect(
            try Trial(rules: rules).lines() == [
                "J1,labour,R7,1,1000,company", "J1,travel,R5,1,500,customer", "J1,parts_handling,R6,1,70,company",
                "J1,bonus,R1,1070,107,company", "J1,bonus,R2,1070,107,company", "J1,penalty,R3,500,-50,company",
                "J1,penalty,R4,0,0,company",
            ])
        #expect(try Trial(rules: rules).run().get().calculations[0].payable == 1000 + 70 + 107 + 107 - 50)
    }

    @Test("A line of one component can be a share of those found before it; those after it are none yet")
    func shareOfOtherLines() throws {
        let rules = [
            ["method": "percent", "amount": "50", "base": "travel"],
            ["component": "visit", "amount": "300"],
            ["component": "travel", "method": "percent", "amount": "50", "base": "visit"],
        ]
        #expect(
            try Trial(rules: rules).lines() == [
                "J1,labour,R1,0,0,company", "J1,visit,R2,1,300,company", "J1,travel,R3,300,150,company",
            ])
    }

    @Test("Whatever leaves the 64-bit range is refused with its job; a limit may bring it back")
    func overflow() throws {
        let greatest = String(Int64.max)
        #expect(Trial(rules: [["amount": greatest]]).refusals() == [])
        #expect(
            Trial(rules: [["method": "per_unit", "amount": greatest, "per": "minutes"]]).refusals()
                == ["2::fees.overflow"])
        #expect(
            Trial(rules: [["amount": greatest], ["component": "visit", "amount": "1"]]).refusals()
                == ["2::fees.overflow"])
        #expect(Trial(rules: [["amount": "9223372036854775808"]]).refusals() == ["2:amount:fees.number.large"])
        #expect(try line(["method": "per_unit", "amount": greatest, "per": "minutes", "max": "5"]) == "50 5")
        let job = ["customer_labour": greatest, "customer_parts": "1"]
        let share = ["method": "percent", "amount": "1", "base": "customer_total"]
        #expect(Trial(rules: [share], jobs: [job]).refusals() == ["2::fees.overflow"])
    }
}
