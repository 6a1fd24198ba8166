import Domain
import Testing

@Suite("A unit of money")
struct MoneyUnitTests {
    @Test(
        "shows an amount of rial exactly, also one that ten does not divide",
        arguments: [
            (Int64(0), "0"), (1, "0.1"), (9, "0.9"), (10, "1"), (12_345, "1234.5"), (12_340, "1234"), (-5, "-0.5"),
            (-12_345, "-1234.5"), (Int64.max, "922337203685477580.7"),
        ])
    func toman(rial: Int64, text: String) {
        #expect(MoneyUnit.toman.text(rial) == text)
        #expect(MoneyUnit.rial.text(rial) == String(rial))
    }

    @Test("reads what people type in their digits, with and without marks")
    func typed() throws {
        for (typed, rial) in [
            ("۱۲۳٬۴۵۶٫۷", Int64(1_234_567)), ("1,234.5", 12_345), ("12", 120), ("−۰٫۵", -5), ("٠٫٧", 7),
        ] {
            #expect(try MoneyUnit.toman.read(typed, in: Int64.min...Int64.max) == rial, "\(typed)")
        }
        #expect(try MoneyUnit.rial.read("۱٬۲۳۴", in: 0...10_000) == 1_234)
    }

    @Test(
        "refuses toman that are no whole number of rial: fifteen hundred is not one and a half",
        arguments: ["1.25", "1.500", "۰٫۰۵", "1.2.3"])
    func finer(typed: String) {
        #expect(throws: Complaint.self) { try MoneyUnit.toman.read(typed, in: 0...Int64.max) }
        #expect(throws: Complaint.self) { try MoneyUnit.rial.read("1.5", in: 0...Int64.max) }
    }

    @Test("names its bounds in the unit that was typed")
    func bounds() {
        #expect(throws: Complaint("kernel.number.large", "1000.1", "1000")) {
            try MoneyUnit.toman.read("1000.1", in: 1...10_000)
        }
        #expect(throws: Complaint("kernel.number.small", "0", "0.1")) { try MoneyUnit.toman.read("0", in: 1...10_000) }
        #expect(throws: Complaint.self) { try MoneyUnit.toman.read("99999999999999999999", in: 1...Int64.max) }
    }

    @Test("shows what it reads back as the same amount, whatever the amount is")
    func property() throws {
        var dice = Dice(seed: 1405)
        for unit in MoneyUnit.allCases {
            for _ in 0..<2_000 {
                let rial = dice.roll(-Int64(1) << dice.roll(1...62)...Int64(1) << dice.roll(1...62))
                #expect(try unit.read(unit.text(rial), in: Int64.min...Int64.max) == rial)
                #expect(unit.rial(unit.text(rial)) == String(rial))
            }
        }
    }

    @Test("moves the amounts of a tariff's rule and nothing else of it")
    func rule() {
        var cells = RuleCells()
        for (column, text) in [
            (RuleColumn.method, "band_marginal"), (.amount, "500"), (.bands, "0-20:0;20-100:5000;100-:4005"),
            (.min, "10"), (.max, "1234"), (.free, "20"), (.from, "30"),
        ] { cells[column] = text }
        let shown = cells.withAmounts(MoneyUnit.toman.text)
        #expect(shown[.bands] == "0-20:0;20-100:500;100-:400.5")
        #expect(
            [shown[.amount], shown[.min], shown[.max], shown[.free], shown[.from]] == ["50", "1", "123.4", "20", "30"])
        #expect(shown.withAmounts(MoneyUnit.toman.rial) == cells)
        cells[.method] = "percent"
        #expect(cells.withAmounts(MoneyUnit.toman.text)[.amount] == "500", "a percentage is no amount")
    }
}
