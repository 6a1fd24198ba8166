import Testing

@testable import Web

@Suite("A small picture of some days")
struct SparklineTests {
    @Test(
        "draws every number inside of its frame, from the ground up",
        arguments: [
            [], [0], [7], [0, 0, 0], [3, 1, 2], [-5, 5], [-1, -3], [0, 999_999_999_999, 1], [Int64.max, Int64.min, 0],
        ])
    func frame(_ numbers: [Int64]) {
        let bars = Sparkline(name: "x", numbers).bars
        #expect(bars.count == numbers.count)
        for (bar, number) in zip(bars, numbers) {
            #expect(bar.y >= 0 && bar.height >= 0 && bar.y + bar.height <= Sparkline.height, "\(bar)")
            #expect((bar.height == 0) == (number == 0), "\(bar)")
        }
    }

    @Test("is as high as its greatest number, and the others in proportion")
    func proportion() {
        let bars = Sparkline(name: "x", [50, 100, 0]).bars
        #expect(bars.map(\.height) == [18, 36, 0])
        #expect(bars.map(\.y) == [18, 0, 36])
        #expect(bars.map(\.x) == [0, 10, 20])
    }
}
