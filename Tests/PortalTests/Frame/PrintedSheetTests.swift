import Domain
import Testing

@testable import Ground
@testable import Web

@Suite("A long table on paper")
struct PrintedSheetTests {
    private let row = PrintedSheet.row()

    private func parts(_ sizes: [Int], above: Int = 0) -> [Range<Int>] {
        var sheet = PrintedSheet.upright
        sheet.put(above)
        return sheet.split(sizes)
    }

    @Test("stays whole where it goes on one sheet, and is broken before a sheet is full")
    func broken() throws {
        #expect(parts([]) == [])
        #expect(parts([row]) == [0..<1])
        let most = (2_600 - PrintedSheet.head - row) / row
        #expect(parts(Array(repeating: row, count: most)) == [0..<most])
        #expect(parts(Array(repeating: row, count: most + 1)) == [0..<most, most..<most + 1])
        #expect(parts(Array(repeating: row, count: most), above: row) == [0..<most - 1, most - 1..<most])
        let all = parts(Array(repeating: row, count: 1_000), above: 700)
        #expect(all.flatMap { Array($0) } == Array(0..<1_000), "each row stands once")
        #expect(all.dropFirst().allSatisfy { $0.count <= most })
    }

    @Test(
        "reckons how many lines a text takes",
        arguments: [("", 1), ("سلام", 1), ("اکبر نیک‌فر", 2), ("خدمات نیک‌فر ارومیه", 3), ("aaaaaaaaaaaa", 2)])
    func lines(text: String, lines: Int) throws { #expect(PrintedSheet.lines(text, letters: 9) == lines) }

    @Test("has a part for a row that is higher than a sheet, and never an empty one")
    func high() throws {
        #expect(parts([5_000, 5_000, row]) == [0..<1, 1..<2, 2..<3])
        #expect(parts([row], above: 10_000).count == 1)
    }

    @Test("begins each part with what the parts before come to, and ends all but the last with the sum so far")
    func carried() async throws {
        let world = try await World()
        let reader = Reader(words: try #require(world.portal.renderer.words[.en]), clock: world.arman.clock)
        var sheet = PrintedSheet.upright
        let rows = Array(1...100)
        let parts = try sheet.parts(
            of: rows, sizes: rows.map { _ in row }, sums: rows.map { [Money(Int64($0)), Money(-1)] }, reader)
        #expect(parts.count > 2 && parts[0].brought == nil && parts.last?.carried == nil)
        for (one, next) in zip(parts, parts.dropFirst()) {
            let sum = one.rows.last.map { $0 * ($0 + 1) / 2 } ?? 0
            #expect(one.carried?.sums.map(\.amount) == [reader.number(sum), "−\(one.rows.last ?? 0)"])
            #expect(next.brought?.sums.map(\.amount) == one.carried?.sums.map(\.amount))
        }
        #expect(parts.flatMap(\.rows) == rows)
    }

    @Test("says on a statement what each sheet carries on, and the sum of all once")
    func statement() async throws {
        let world = try await World()
        for _ in 1...45 { try await world.addApproved([100_000]) }
        try await world.browse(as: .financeOfficer) { browser in
            let page = try await browser.get("/arman/dealers/D100/statements/1405-9").text
            let carried = page.components(separatedBy: "انتقال به صفحه بعد").count - 1
            #expect(carried >= 1)
            #expect(page.components(separatedBy: "نقل از صفحه پیش").count - 1 == carried)
            #expect(page.components(separatedBy: "<tbody class=\"sheet\">").count - 1 == carried)
            #expect(page.components(separatedBy: "جمع کارمزد کارها").count == 2)
        }
    }
}
