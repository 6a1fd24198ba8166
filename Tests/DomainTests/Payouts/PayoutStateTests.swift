import Testing

@testable import Domain

@Suite("The states of a payout")
struct PayoutStateTests {
    static let moves: [PayoutState: [PayoutDeed: PayoutState]] = [
        .draft: [.approve: .approved, .withdraw: .withdrawn],
        .approved: [.pay: .paid],
        .paid: [:],
        .withdrawn: [:],
    ]

    @Test(
        "Each deed leads where the table says, and nowhere else", arguments: PayoutState.allCases, PayoutDeed.allCases)
    func moves(_ state: PayoutState, _ deed: PayoutDeed) throws {
        let expected = Self.moves[state]?[deed]
        #expect(state.allows(deed) == (expected != nil))
        if let expected {
            #expect(try state.after(deed) == expected)
        } else {
            #expect(throws: Complaint("payouts.deed.impossible")) { try state.after(deed) }
        }
    }
}
