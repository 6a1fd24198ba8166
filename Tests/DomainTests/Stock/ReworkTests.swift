import Domain
import Testing

@Suite("What a device taken apart and a part made good again cost")
struct ReworkTests {
    private static let cases: [(Int64, [Int64], [Int64])] = [
        (100, [1, 1, 1], [34, 33, 33]), (100, [3, 1], [75, 25]), (0, [3, 1], [0, 0]), (7, [0, 5, 2], [0, 5, 2]),
        (1, [1, 2, 2], [0, 1, 0]), (10, [0, 1], [0, 10]), (100, [0, 0], [0, 0]),
        (1_000_000_000_000_000, [1_000_000, 999_999], [500_000_250_000_126, 499_999_749_999_874]),
    ]

    @Test("a cost is shared by weights, and nothing of it is lost or made", arguments: cases)
    func shared(total: Int64, weights: [Int64], shares: [Int64]) {
        let computed = Rework.shares(of: total, by: weights)
        let (sum, isBorne) = (computed.reduce(0, +), weights.contains { $0 > 0 })
        #expect(computed == shares)
        #expect(sum == (isBorne ? total : 0))
    }

    @Test("whatever the weights, the shares are the whole and none is below nothing")
    func whole() {
        var state: UInt64 = 20_260_327
        func next(_ bound: Int64) -> Int64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int64(state >> 33) % bound
        }
        for _ in 0..<2_000 {
            let weights = (0...Int(next(8))).map { _ in next(Rework.mostWeight) } + [1]
            let total = next(1_000_000_000)
            let shares = Rework.shares(of: total, by: weights)
            let (sum, least) = (shares.reduce(0, +), shares.min() ?? -1)
            #expect(sum == total && least >= 0)
        }
    }

    private static let outcomes: [([Rework.Outcome], String?)] = [
        ([], "stock.rework.none"),
        ([.init(quantity: 1, condition: .used, weight: 0)], "stock.rework.weights"),
        ([.init(quantity: 1, condition: .defective, weight: 5)], "stock.rework.weights"),
        ([.init(quantity: 1, condition: .defective, weight: 5), .init(quantity: 1, condition: .used, weight: 1)], nil),
    ]

    @Test("something must come out that can bear the cost", arguments: outcomes)
    func dismantled(outcomes: [Rework.Outcome], complaint: String?) {
        do throws(Complaint) {
            try Rework.checkDismantling(outcomes)
            #expect(complaint == nil)
        } catch { #expect(error.key == complaint) }
    }

    private static let conditions: [(PartCondition, PartCondition, Bool, Bool, String?)] = [
        (.defective, .refurbished, true, true, nil), (.defective, .used, true, true, nil),
        (.used, .refurbished, true, true, nil), (.refurbished, .refurbished, false, true, nil),
        (.defective, .refurbished, true, false, "stock.rework.unrepairable"),
        (.defective, .new, true, true, "stock.rework.condition"),
        (.used, .defective, true, true, "stock.rework.condition"),
        (.used, .used, true, true, "stock.rework.condition"),
    ]

    @Test("only what can be repaired is refurbished, and never comes out as new", arguments: conditions)
    func refurbished(
        from: PartCondition, to: PartCondition, isSame: Bool, isRepairable: Bool, complaint: String?
    ) {
        do throws(Complaint) {
            try Rework.checkRefurbishing(from: from, to: to, isSame: isSame, isRepairable: isRepairable)
            #expect(complaint == nil)
        } catch { #expect(error.key == complaint) }
    }
}
