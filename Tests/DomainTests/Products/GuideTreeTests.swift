import Testing

@testable import Domain

@Suite("Questions that lead to each other")
struct GuideTreeTests {
    private typealias Item = ID<IntakeItem>

    /// 1 → 2 → 3, 1 → 4.
    private static let edges: [Item: Set<Item>] = [ID(1): [ID(2), ID(4)], ID(2): [ID(3)]]

    @Test(
        "never come back to where they began",
        arguments: [
            (1, 1, false), (3, 1, false), (2, 1, false), (3, 2, false), (4, 2, true), (4, 3, true), (1, 3, true),
        ])
    func circles(from: Int64, to: Int64, isAllowed: Bool) {
        let error = Result { try GuideTree.check(from: Item(from), to: Item(to), edges: Self.edges) }
        if isAllowed {
            #expect(throws: Never.self) { try error.get() }
        } else {
            #expect(throws: Complaint("products.guide.circle")) { try error.get() }
        }
    }

    @Test("are as many in a row as somebody on the line has patience for")
    func depth() {
        var edges: [Item: Set<Item>] = [:]
        for one in 1..<GuideTree.deepest { edges[Item(Int64(one))] = [Item(Int64(one + 1))] }
        #expect(throws: Never.self) { try GuideTree.check(from: Item(100), to: Item(2), edges: edges) }
        #expect(throws: Complaint("products.guide.deep", "8")) {
            try GuideTree.check(from: Item(100), to: Item(1), edges: edges)
        }
        #expect(throws: Complaint("products.guide.deep", "8")) {
            try GuideTree.check(from: Item(Int64(GuideTree.deepest)), to: Item(100), edges: edges)
        }
    }

    @Test("begin with those that nothing leads to")
    func roots() {
        #expect(GuideTree.roots(among: [ID(5), ID(3), ID(1), ID(4)], Self.edges) == [ID(5), ID(1)])
    }
}
