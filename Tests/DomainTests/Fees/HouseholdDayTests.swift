import Domain
import Testing

@Suite("One trip for two machines")
struct HouseholdDayTests {
    private let travel = ["component": "travel", "amount": "500", "scope": "household_day"]

    private func amounts(_ rules: [[String: String]], _ jobs: [[String: String]]) throws -> [String] {
        try Trial(rules: rules, jobs: jobs).lines().map { line in
            let cells = line.split(separator: ",")
            return "\(cells[0]) \(cells[1]) \(cells[4])"
        }
    }

    @Test("The earlier job is paid, wherever it stands in the file, and the later one names it")
    func earlierJobIsPaid() throws {
        let jobs = [["completed_at": "2026-10-05T12:00"], ["completed_at": "2026-10-05T09:30"]]
        #expect(try amounts([travel], jobs) == ["J1 travel 0", "J2 travel 500"])
        #expect(try Trial(rules: [travel], jobs: jobs).reasons().map(\.sameTripAs) == ["J2", nil])
    }

    @Test("At the same instant the lower number goes first; of three jobs both later ones name the first")
    func sameInstant() throws {
        let jobs = [["number": "J9"], ["number": "J10"], ["number": "J8", "completed_at": "2026-10-05T23:59"]]
        #expect(try amounts([travel], jobs) == ["J9 travel 0", "J10 travel 500", "J8 travel 0"])
        #expect(try Trial(rules: [travel], jobs: jobs).reasons().map(\.sameTripAs) == ["J10", nil, "J10"])
    }

    @Test("Another dealer, household or day is another trip, and jobs without a household share none")
    func otherTrips() throws {
        let jobs = [
            [:], ["dealer": "D2"], ["household": "H2"], ["completed_at": "2026-10-06T00:00"], ["household": ""],
            ["household": ""],
        ]
        #expect(try amounts([travel], jobs).allSatisfy { $0.hasSuffix(" 500") })
    }

    @Test("An earlier line counts even where it was 0, and even where the customer pays it")
    func earlierLineOfZero() throws {
        let rules = [
            [
                "component": "travel", "amount": "0", "scope": "household_day", "service_type": "install",
                "payer": "customer",
            ],
            travel,
        ]
        let jobs = [["service_type": "install"], ["completed_at": "2026-10-05T11:00"]]
        #expect(try amounts(rules, jobs) == ["J1 travel 0", "J2 travel 0"])
    }

    @Test("An earlier line from a rule for each job does not count, nor one of another component")
    func otherLines() throws {
        let rules = [
            ["component": "travel", "amount": "70", "service_type": "install"],
            ["component": "visit", "amount": "30", "scope": "household_day", "service_type": "install"],
            travel,
        ]
        let jobs = [["service_type": "install"], ["completed_at": "2026-10-05T11:00"]]
        #expect(try amounts(rules, jobs) == ["J1 visit 30", "J1 travel 70", "J2 travel 500"])
    }

    @Test("On a shared trip the line is 0 against its least, keeps its quantity, and shares of it are of 0")
    func zeroIsZero() throws {
        let rules = [
            travel.merging(["method": "per_unit", "per": "km_one_way", "amount": "10", "min": "900"]) { $1 },
            ["component": "bonus", "method": "percent", "amount": "50", "base": "travel"],
        ]
        let jobs = [[:], ["completed_at": "2026-10-05T11:00"]]
        #expect(
            try Trial(rules: rules, jobs: jobs).lines().suffix(2) == [
                "J2,travel,R1,37.5,0,company", "J2,bonus,R2,0,0,company",
            ])
    }

    @Test("Two bonuses of one job do not take each other's place, but those of an earlier job do")
    func bonuses() throws {
        let bonus = ["component": "bonus", "amount": "5", "scope": "household_day"]
        let jobs = [[:], ["completed_at": "2026-10-05T11:00"]]
        #expect(try amounts([bonus, bonus], jobs) == ["J1 bonus 5", "J1 bonus 5", "J2 bonus 0", "J2 bonus 0"])
    }

    @Test("A job priced alone is told of the earlier trip")
    func pricedAlone() throws {
        let tariff = Tariff(rules: try TariffParsing.rules(of: DelimitedText.read(Trial(rules: [travel]).tariff)))
        let facts = try Trial(rules: []).run().get().calculations[0].facts
        let line = try #require(try tariff.calculation(of: facts, earlierTrips: [.travel: "J0"]).lines.first)
        #expect(line.amount == 0)
        #expect(line.reason.sameTripAs == "J0")
        #expect(try tariff.calculation(of: facts, earlierTrips: [.visit: "J0"]).lines.first?.amount == 500)
    }
}
