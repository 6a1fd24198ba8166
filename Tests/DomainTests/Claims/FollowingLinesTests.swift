import Domain
import Testing

@Suite("A percentage follows what it is taken of")
struct FollowingLinesTests {
    private static let rules: [[String: String]] = [
        ["component": "labour", "amount": "4900000"], ["component": "travel", "amount": "300000"],
        ["component": "bonus", "method": "percent", "amount": "10", "base": "travel", "max": "25000"],
        ["component": "penalty", "method": "percent", "amount": "33.33", "base": "labour"],
        ["component": "penalty", "method": "percent", "amount": "5", "base": "earned"],
    ]

    /// What the lines come to where `approved` replaces the amounts of the first lines, line by line.
    private func amounts(_ approved: [Int64], byCustomer: Set<Int> = []) throws -> [Int64] {
        let rules = Self.rules.enumerated().map { place, rule in
            byCustomer.contains(place) ? rule.merging(["payer": "customer"]) { $1 } : rule
        }
        let lines = try #require(try Trial(rules: rules).run().get().calculations.first).lines
        return try FollowingLines.amounts(
            lines.enumerated().map { place, line in
                DecidedLine(
                    line.component, isCompanys: line.payer == .company, working: line.reason, claimed: line.amount,
                    approved: approved.indices.contains(place) ? approved[place] : line.amount)
            })
    }

    @Test("and nothing changes where nothing was cut")
    func whole() throws {
        #expect(try amounts([]) == [4_900_000, 300_000, 25_000, -1_633_170, -260_000])
    }

    @Test(
        "so that a penalty is a share of what is left",
        arguments: [
            ([1_000_000], [1_000_000, 300_000, 25_000, -333_300, -65_000]),
            ([0, 0], [0, 0, 0, 0, 0]),
            ([4_900_000, 200_000], [4_900_000, 200_000, 20_000, -1_633_170, -255_000]),
            ([1], [1, 300_000, 25_000, 0, -15_000]),
        ] as [([Int64], [Int64])])
    func cut(approved: [Int64], expected: [Int64]) throws {
        #expect(try amounts(approved) == expected)
    }

    @Test("but not where a person has said an amount of his own")
    func own() throws {
        #expect(
            try amounts([1_000_000, 300_000, 25_000, -1_000])
                == [1_000_000, 300_000, 25_000, -1_000, -65_000])
    }

    @Test("and what the customer pays is no part of what was earned")
    func customer() throws {
        #expect(try amounts([4_900_000, 300_000], byCustomer: [1]).last == -245_000)
    }
}
