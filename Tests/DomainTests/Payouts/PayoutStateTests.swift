import Testing

@testable import Domain

@Suite("The states of a payout")
struct PayoutStateTests {
    static let moves: [PayoutState: [PayoutDeed: PayoutState]] = [
        .draft: [.check: .checked, .withdraw: .withdrawn],
        .checked: [.approve: .approved, .withdraw: .withdrawn],
        .approved: [.send: .sent, .withdraw: .withdrawn],
        .sent: [.close: .paid],
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
