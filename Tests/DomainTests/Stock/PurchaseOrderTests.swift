import Domain
import Testing

@Suite("How far an order to a supplier is")
struct PurchaseOrderTests {
    @Test(
        "a draft is ordered, what came in part is closed, and what nothing came of is cancelled",
        arguments: PurchaseOrderState.allCases, PurchaseOrderDeed.allCases)
    func deeds(state: PurchaseOrderState, deed: PurchaseOrderDeed) {
        let allowed: [PurchaseOrderState: [PurchaseOrderDeed: PurchaseOrderState]] = [
            .draft: [.place: .ordered, .cancel: .cancelled], .ordered: [.cancel: .cancelled],
            .partial: [.close: .closed],
        ]
        #expect(state.after(deed) == allowed[state]?[deed])
    }

    private static let lines: [([(Int64, Int64)], PurchaseOrderState)] = [
        ([(5, 0), (3, 0)], .ordered), ([(5, 2), (3, 0)], .partial), ([(5, 5), (3, 0)], .partial),
        ([(5, 5), (3, 3)], .received), ([(5, 7), (3, 3)], .received), ([(5, 7), (3, 2)], .partial),
    ]

    @Test("what came of all lines says how far it is, and what was taken back is waited for again", arguments: lines)
    func standing(lines: [(Int64, Int64)], expected: PurchaseOrderState) {
        let counts = lines.map { PurchaseCount(ordered: $0.0, received: $0.1) }
        for open in [PurchaseOrderState.ordered, .partial, .received] { #expect(open.standing(counts) == expected) }
        for fixed in [PurchaseOrderState.draft, .closed, .cancelled] { #expect(fixed.standing(counts) == fixed) }
    }

    @Test("a line is short or over, never both", arguments: [(5, 0, 5, 0), (5, 5, 0, 0), (5, 8, 0, 3)])
    func counts(ordered: Int64, received: Int64, open: Int64, over: Int64) {
        let count = PurchaseCount(ordered: ordered, received: received)
        #expect(count.open == open && count.over == over)
    }

    @Test("the largest order's sum stays within what a column holds")
    func bounds() {
        let line = PurchaseRules.mostQuantity.multipliedReportingOverflow(by: PurchaseRules.mostPrice)
        let all = line.partialValue.multipliedReportingOverflow(by: Int64(PurchaseRules.mostLines))
        #expect(!line.overflow && !all.overflow)
    }
}
