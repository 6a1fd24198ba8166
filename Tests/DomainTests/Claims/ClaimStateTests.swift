import Testing

@testable import Domain

@Suite("The states of a claim")
struct ClaimStateTests {
    /// All that can happen; every other pair is refused.
    static let moves: [ClaimState: [ClaimDeed: ClaimState]] = [
        .draft: [.send: .submitted],
        .submitted: [
            .approve: .approved, .approvePart: .partApproved, .reject: .rejected, .sendBack: .sentBack,
        ],
        .sentBack: [.answer: .submitted, .reject: .rejected],
        .approved: [:],
        .partApproved: [:],
        .rejected: [:],
    ]

    @Test("Each deed leads where the table says, and nowhere else", arguments: ClaimState.allCases, ClaimDeed.allCases)
    func moves(_ state: ClaimState, _ deed: ClaimDeed) throws {
        let expected = Self.moves[state]?[deed]
        #expect(state.allows(deed) == (expected != nil))
        if let expected {
            #expect(try state.after(deed) == expected)
        } else {
            #expect(throws: Complaint("claims.deed.impossible")) { try state.after(deed) }
        }
    }

    @Test("A final claim takes no deed at all")
    func final() {
        for state in ClaimState.allCases {
            #expect(state.isFinal == ClaimDeed.allCases.allSatisfy { !state.allows($0) })
        }
    }
}

@Suite("Who may decide a claim")
struct MayDecideClaimTests {
    private func actor(_ roles: Set<Role>, dealer: Int64? = nil, person: Int64 = 1) throws -> Actor {
        try Actor(person: ID(person), name: "", roles: Roles(roles), dealer: dealer.map { ID($0) })
    }

    @Test("Finance decides; no other role does", arguments: Role.allCases)
    func roles(_ role: Role) throws {
        let actor = try actor([role], dealer: role.isOfDealer ? 1 : nil)
        if role == .financeOfficer || role == .financeApprover {
            #expect(try MayDecideClaim(actor, workers: []).actor == actor)
        } else {
            #expect(throws: Complaint("claims.denied.role")) { try MayDecideClaim(actor, workers: []) }
        }
    }

    @Test("Whoever did the work, or belongs to the dealer, decides nothing about it")
    func own() throws {
        #expect(throws: Complaint("claims.denied.own")) {
            try MayDecideClaim(self.actor([.financeOfficer], person: 7), workers: [ID(7), ID(8)])
        }
        #expect(throws: Complaint("claims.denied.dealer")) {
            try MayDecideClaim(self.actor([.financeOfficer, .dealerManager], dealer: 3), workers: [])
        }
    }
}
