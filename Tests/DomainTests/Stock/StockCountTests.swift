import Domain
import Testing

@Suite("When a count is counted twice, and what is counted often")
struct StockCountTests {
    @Test(
        "a line is counted a second time where its difference is worth more, or is a larger share, than the company says",
        arguments: [
            (nil, nil, 10, 0, 1_000_000, false),
            (500, nil, 10, 9, 500, false),
            (500, nil, 10, 9, 501, true),
            (nil, 10, 100, 90, 0, false),
            (nil, 10, 100, 89, 0, true),
            (nil, 10, 100, 111, 0, true),
            (nil, 0, 100, 99, 0, true),
            (nil, 0, 100, 100, 0, false),
            (0, 0, 0, 0, 0, false),
            // What the books do not know at all is any share of nothing.
            (nil, 100, 0, 1, 0, true),
            (500, 10, 1_000, 999, 501, true),
        ] as [(Int64?, Int?, Int64, Int64, Int64, Bool)])
    func limits(value: Int64?, share: Int?, book: Int64, counted: Int64, worth: Int64, isDoubtful: Bool) {
        let limits = CountLimits(value: value, share: share)
        #expect(limits.isDoubtful(book: book, counted: counted, worth: Int128(worth)) == isDoubtful)
    }

    @Test(
        "parts that make four fifths of what is used are of class A, up to nineteen twentieths of class B, the rest C",
        arguments: [
            ([:], [:]),
            ([1: 0], [1: .c]),
            ([1: 7], [1: .a]),
            ([1: 80, 2: 15, 3: 5, 4: 0], [1: .a, 2: .b, 3: .c, 4: .c]),
            ([1: 50, 2: 50], [1: .a, 2: .a]),
            ([3: 90, 1: 4, 2: 4, 4: 2], [3: .a, 1: .b, 2: .b, 4: .c]),
        ] as [([Int: Int64], [Int: PartClass])])
    func classes(used: [Int: Int64], classes: [Int: PartClass]) {
        #expect(PartClass.classes(used) == classes)
    }

    @Test("a count ends closed or cancelled, and is given back only before that")
    func states() {
        let reached: [StockCountState: Set<StockCountDeed>] = [
            .open: [.handIn, .doubt, .cancel], .second: [.handIn, .cancel], .counted: [.giveBack, .close, .cancel],
            .closed: [], .cancelled: [],
        ]
        for state in StockCountState.allCases {
            #expect(Set(StockCountDeed.allCases.filter { state.after($0) != nil }) == reached[state], "\(state)")
        }
        #expect(StockCountState.allCases.filter(\.isUnderWay) == [.open, .second, .counted])
    }
}
