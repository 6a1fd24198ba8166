import Testing

@testable import Domain

@Suite("A tariff raised by a percentage")
struct TariffRaiseTests {
    private func cells(_ values: [RuleColumn: String]) -> RuleCells {
        values.reduce(into: RuleCells()) { $0[$1.key] = $1.value }
    }

    @Test(
        "rounds each amount to the step, half away from zero",
        arguments: [
            ("400000", 2_500, 1, "500000"), ("401000", 2_500, 1_000, "501000"), ("402000", 2_500, 1_000, "503000"),
            ("333", 1, 1, "333"), ("400000", -5_000, 1, "200000"), ("0", 2_500, 1_000, "0"), ("", 2_500, 1, ""),
            ("x", 2_500, 1, "x"),
        ] as [(String, Int64, Int64, String)])
    func amounts(amount: String, hundredths: Int64, step: Int64, expected: String) throws {
        let raise = TariffRaise(hundredths: hundredths, step: step, component: nil)
        #expect(try raise.raised(cells([.method: "fixed", .amount: amount]))[.amount] == expected)
    }

    @Test("changes bands and limits too, a percentage not, and only the component that it is for")
    func cells() throws {
        let raise = TariffRaise(hundredths: 1_000, step: 1, component: .travel)
        let bands = cells([.component: "travel", .method: "band_whole", .bands: "0-20:0;20-:5000", .max: "90000"])
        #expect(try raise.raised(bands)[.bands] == "0-20:0;20-:5500")
        #expect(try raise.raised(bands)[.max] == "99000")
        let percent = cells([.component: "travel", .method: "percent", .amount: "25", .min: "100"])
        #expect(try raise.raised(percent)[.amount] == "25")
        #expect(try raise.raised(percent)[.min] == "110")
        let labour = cells([.component: "labour", .method: "fixed", .amount: "100"])
        #expect(try raise.raised(labour) == labour)
        let large = cells([.component: "travel", .method: "fixed", .amount: String(Int64.max)])
        #expect(throws: Complaint("fees.overflow")) { try raise.raised(large) }
    }
}
