import Domain
import Testing

@Suite("A draft that is looked at before it is put into force")
struct TariffReviewTests {
    private static let known: [MatchColumn: Set<String>] = [
        .serviceType: ["repair", "install"], .productGroup: ["fridge", "tv"], .productModel: ["FR-1"], .dealer: ["D1"],
        .dealerGrade: ["A", "B"],
    ]

    private func review(_ rules: [[String: String]]) -> TariffReview {
        let all = rules.enumerated().map { place, rule in
            var cells = RuleCells()
            let usual = ["code": "R\(place + 1)", "component": "labour", "method": "fixed", "amount": "1000"]
            for column in RuleColumn.allCases { cells[column] = rule[column.rawValue] ?? usual[column.rawValue] ?? "" }
            return cells
        }
        return TariffReview(all, known: Self.known)
    }

    private func text(_ finding: TariffReview.Finding) -> String {
        "\(finding.rule):\(finding.column?.rawValue ?? ""):\(finding.complaint.key)"
    }

    @Test("must have no rule that cannot be read, no code twice, no two rules of equal rank for one job")
    func faults() {
        let found = review([
            ["amount": "x"], ["zone": "in_city", "code": "A"], ["warranty": "in", "code": "A"], ["component": "visit"],
        ])
        #expect(
            found.faults.map(text) == [
                "R1:amount:fees.number.whole", "A:code:fees.code.twice", "A:priority:fees.ambiguous",
            ])
    }

    @Test(
        "is doubted where a rule names what the company does not have",
        arguments: [
            (["service_type": "repair|instal"], "service_type:fees.unknown.service_type"),
            (["product_group": "oven"], "product_group:fees.unknown.product_group"),
            (["product_model": "fr-1"], "product_model:fees.unknown.product_model"),
            (["dealer": "D2"], "dealer:fees.unknown.dealer"),
            (["dealer_grade": "Z"], "dealer_grade:fees.unknown.dealer_grade"),
        ])
    func unknownCodes(cells: [String: String], doubt: String) {
        #expect(review([cells]).doubts.map(text) == ["R1:\(doubt)"])
    }

    @Test("is not doubted for codes that are known, and for columns with a vocabulary")
    func knownCodes() {
        let rule = [
            "service_type": "repair|install", "product_group": "tv", "product_model": "FR-1", "dealer": "D1",
            "dealer_grade": "A|B", "zone": "in_city",
        ]
        #expect(review([rule]).doubts.isEmpty)
    }

    /// The first rule can never win, or can.
    @Test(
        "is doubted where a rule can never win",
        arguments: [
            ([["zone": "in_city"], ["priority": "1"]], "R1::fees.idle.priority"),
            ([["zone": "in_city"], ["priority": "1", "zone": "in_city|out_of_city"]], "R1::fees.idle.priority"),
            ([["zone": "in_city"], ["zone": "in_city|out_of_city", "metric": "km"]], "R1::fees.idle.specificity"),
            (
                [["service_type": "repair"], ["service_type": "repair|install", "priority": "2"]],
                "R1::fees.idle.priority"
            ),
            (
                [["metric": "km", "from": "20", "to": "30"], ["metric": "km", "from": "15", "priority": "1"]],
                "R1::fees.idle.priority"
            ),
            (
                [["metric": "km", "to": "30"], ["metric": "km", "from": "0", "priority": "1"]], "R1::fees.idle.priority"
            ),
            ([["metric": "visits", "to": "1"]], "R1:metric:fees.idle.range"),
            ([["metric": "score", "from": "5.1"]], "R1:metric:fees.idle.range"),
            ([["metric": "km", "from": "20.01", "to": "20.09"]], "R1:metric:fees.idle.range"),
            ([["component": "bonus", "metric": "parts", "to": "0"]], "R1:metric:fees.idle.range"),
        ])
    func neverWins(rules: [[String: String]], doubt: String) {
        #expect(review(rules).doubts.map(text) == [doubt])
    }

    @Test(
        "is not doubted where some job is left for each rule",
        arguments: [
            [["zone": "in_city"], [:]],
            [["service_type": "repair|install"], ["service_type": "repair", "priority": "2"]],
            [["service_type": "repair"], ["product_group": "tv", "priority": "2"]],
            [["metric": "km", "from": "10", "to": "30"], ["metric": "km", "from": "15", "priority": "1"]],
            [["zone": "in_city"], ["metric": "score", "priority": "1"]],
            [["zone": "in_city"], ["component": "visit", "priority": "1"]],
            [["component": "bonus"], ["component": "bonus", "priority": "1"]],
        ])
    func canWin(rules: [[String: String]]) {
        #expect(review(rules).doubts.isEmpty)
    }

    @Test("is never doubted for a rule that pays some of Arman's jobs")
    func paysNoJob() throws {
        var dice = Dice(seed: 41)
        let facts = Array(try Arman.quote().calculations.map(\.facts).prefix(400))
        for _ in 0..<60 {
            let rules = (0..<6).map { place in randomRule(&dice, place) }
            let idle = Set(review(rules).doubts.filter { $0.complaint.key.hasPrefix("fees.idle") }.map(\.rule))
            let tariff = Tariff(rules: try rules.enumerated().map { try rule($0.element, $0.offset) })
            for job in facts {
                guard let calculation = try? tariff.calculation(of: job) else { continue }
                for line in calculation.lines { try #require(!idle.contains(line.rule), "\(rules)") }
            }
        }
    }

    private func rule(_ written: [String: String], _ place: Int) throws -> TariffRule {
        var cells = RuleCells()
        let usual = ["code": "R\(place + 1)", "component": "labour", "method": "fixed", "amount": "1000"]
        for column in RuleColumn.allCases { cells[column] = written[column.rawValue] ?? usual[column.rawValue] ?? "" }
        return try TariffParsing.rule(of: cells)
    }

    private func randomRule(_ dice: inout Dice, _ place: Int) -> [String: String] {
        var rule = ["component": dice.pick(["labour", "visit"]), "priority": "\(dice.roll(0...3))"]
        if dice.chance(50) { rule["zone"] = dice.pick(["in_city", "out_of_city", "in_city|out_of_city"]) }
        if dice.chance(40) { rule["service_type"] = dice.pick(["repair", "install", "repair|install"]) }
        if dice.chance(40) {
            rule["metric"] = dice.pick(["km", "minutes", "score", "parts"])
            rule["from"] = dice.chance(50) ? "\(dice.roll(0...3))" : ""
            rule["to"] = dice.chance(50) ? "\(dice.roll(4...90))" : ""
        }
        return rule
    }
}
