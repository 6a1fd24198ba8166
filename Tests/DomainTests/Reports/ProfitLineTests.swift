import Domain
import Testing

@Suite("A line of profit and loss")
struct ProfitLineTests {
    @Test("is income or cost, and written by hand or counted")
    func sides() {
        let income = ProfitLine.allCases.filter { $0.side == .income }
        #expect(
            income == [
                .labour, .travel, .part, .package, .other, .charged, .factory, .supplier, .contract, .otherIncome,
            ])
        #expect(ProfitLine.written.count == 11 && ProfitLine.written.allSatisfy(\.isWritten))
        #expect(ProfitLine.allCases.filter { !$0.isWritten && $0.side == .cost } == [.fees, .kept, .fitted, .lost])
    }

    @Test(
        "leaves what comes in less what it costs, and a share of it in whole tenths of a percent",
        arguments: [
            (100, 60, 40, 400), (100, 100, 0, 0), (100, 150, -50, -500), (3, 1, 2, 666), (3, 4, -1, -333),
            (0, 50, -50, nil), (-10, 5, -15, nil),
            (1, 9_000_000_000_000_000_000, -8_999_999_999_999_999_999, -100_000_000_000),
            (9_000_000_000_000_000_000, 1, 8_999_999_999_999_999_999, 999),
        ] as [(Int64, Int64, Int64, Int64?)])
    func margin(_ income: Int64, _ cost: Int64, _ result: Int64, _ margin: Int64?) {
        let sums = ProfitSums([.labour: income, .salary: cost])
        #expect(sums.result == result && sums.margin == margin)
        #expect(sums[.income] == income && sums[.cost] == cost)
    }

    @Test("is added up line by line")
    func adding() {
        var sums = ProfitSums([.labour: 5, .fees: 3])
        sums += ProfitSums([.labour: 7, .lost: -2])
        #expect(sums == ProfitSums([.labour: 12, .fees: 3, .lost: -2]))
        #expect(sums[.cost] == 1 && sums.result == 11)
    }
}
