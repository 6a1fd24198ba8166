import Domain
import Testing

@Suite("The difference between two versions of a tariff")
struct TariffDifferenceTests {
    private func rule(_ code: String, _ cells: [RuleColumn: String] = [:]) -> RuleCells {
        var rule = RuleCells()
        for (column, text) in [(RuleColumn.code, code), (.component, "labour"), (.method, "fixed"), (.amount, "5")] {
            rule[column] = text
        }
        for (column, text) in cells { rule[column] = text }
        return rule
    }

    @Test("names what was added, removed and changed, cell by cell")
    func named() {
        let old = [rule("A"), rule("B", [.zone: "in_city"]), rule("C")]
        let new = [rule("C"), rule("D"), rule("B", [.zone: "out_of_city", .amount: "6"])]
        let found = TariffDifference(from: old, to: new)
        #expect(found.added.map { $0[.code] } == ["D"])
        #expect(found.removed.map { $0[.code] } == ["A"])
        #expect(found.changed.map(\.columns) == [[.zone, .amount]])
        #expect(found.unchanged == 1)
        #expect(!found.isEmpty)
        #expect(TariffDifference(from: old, to: old.reversed()).isEmpty)
    }

    @Test(
        "is none where two cells mean the same",
        arguments: [
            ([.serviceType: "repair|install"], [.serviceType: "install | repair"]), ([.priority: "0"], [:]),
            ([.scope: "job"], [:]), ([.payer: "company"], [:]),
        ] as [([RuleColumn: String], [RuleColumn: String])])
    func same(old: [RuleColumn: String], new: [RuleColumn: String]) {
        #expect(TariffDifference(from: [rule("A", old)], to: [rule("A", new)]).isEmpty)
        #expect(TariffDifference(from: [rule("A", new)], to: [rule("A", old)]).isEmpty)
    }

    @Test("turned round swaps what was added and removed, and changes the same cells")
    func turned() {
        var dice = Dice(seed: 51)
        for _ in 0..<200 {
            let versions = (0..<2).map { _ in
                (0..<8).filter { _ in dice.chance(70) }.map { place in
                    rule("R\(place)", dice.chance(40) ? [.amount: "\(dice.roll(5...7))"] : [:])
                }
            }
            let there = TariffDifference(from: versions[0], to: versions[1])
            let back = TariffDifference(from: versions[1], to: versions[0])
            #expect(there.added == back.removed)
            #expect(there.removed == back.added)
            #expect(Set(there.changed.map { $0.new }) == Set(back.changed.map { $0.old }))
            #expect(there.unchanged + there.changed.count + there.added.count == versions[1].count)
        }
    }
}

@Suite("A rule as it is typed into a form")
struct TypedRuleTests {
    @Test(
        "keeps what files write, and reads digits and marks as people type them",
        arguments: [
            (.amount, "۵٬۰۰۰٬۰۰۰", "5000000"), (.amount, "5,000,000", "5000000"), (.amount, " 1930 ", "1930"),
            (.amount, "7.5", "7.5"), (.amount, "۷٫۵", "7.5"), (.amount, "1,5", "1,5"),
            (.amount, "1,00,000", "1,00,000"),
            (.from, "٣٧٫٥", "37.5"), (.priority, "\u{2212}1", "-1"), (.bands, "۰-۲۰:۰;۲۰-:۵۰۰۰", "0-20:0;20-:5000"),
            (.note, "۵٬۰۰۰", "۵٬۰۰۰"), (.code, " L-1 ", "L-1"),
        ] as [(RuleColumn, String, String)])
    func typed(column: RuleColumn, typed: String, cell: String) {
        var cells = RuleCells()
        cells.type(typed, in: column)
        #expect(cells[column] == cell)
    }

    @Test("leaves a list as it was written where the same values are chosen")
    func chosen() {
        var cells = RuleCells()
        cells[.serviceType] = "repair | install"
        cells.choose(["install", "repair"], in: .serviceType)
        #expect(cells[.serviceType] == "repair | install")
        cells.choose(["install"], in: .serviceType)
        #expect(cells[.serviceType] == "install")
        cells.choose([], in: .serviceType)
        #expect(cells[.serviceType] == "")
        #expect(RuleCells.typedValues(" D1، D2,D3|D4\nD5 ,") == ["D1", "D2", "D3", "D4", "D5"])
    }

    @Test(
        "written into a file is no formula, and is read as it was",
        arguments: [
            "=HYPERLINK(\"x\")", "+cmd|x", "@x", "-x", "'=x", "''=x", "'x", "''", "'", "-1", "+98912", "", "plain",
            "'-1",
        ])
    func formulas(cell: String) {
        let written = DelimitedText.guardedCell(cell)
        #expect(DelimitedText.safeCell(written) == written)
        #expect(DelimitedText.plainCell(written) == cell)
    }
}
