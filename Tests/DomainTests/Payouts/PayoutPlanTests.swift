import Testing

@testable import Domain

@Suite("What a payout would pay")
struct PayoutPlanTests {
    private static let good = "IR820540102680020817909002"

    private func due(_ dealer: Int64, _ amounts: [Int64], sheba: String = good) -> PayoutPlan.Due {
        .init(
            dealer: ID(dealer), sheba: sheba,
            claims: amounts.enumerated().map { .init(id: ID(dealer * 100 + Int64($0)), amount: Money($1)) })
    }

    @Test("Each dealer gets the sum of his claims, what he owes taken off")
    func sums() throws {
        let plan = try PayoutPlan([due(1, [500, -120]), due(2, [70])], currency: .irr)
        #expect(plan.items.map(\.amount) == [Money(380), Money(70)])
        #expect(plan.total == Money(450))
        #expect(plan.leftOut.isEmpty)
    }

    @Test("Without a right Sheba, or with nothing to pay, a dealer is left out and it is said why")
    func leftOut() throws {
        let plan = try PayoutPlan(
            [
                due(1, [10], sheba: " "), due(2, [10], sheba: "IR830540102680020817909002"), due(3, [10, -10]),
                due(4, [-5], sheba: ""), due(5, [10]),
            ], currency: .irr)
        #expect(plan.leftOut.map(\.cause) == [.noSheba, .badSheba, .nothingToPay, .nothingToPay])
        #expect(plan.items.map(\.due.dealer) == [ID(5)])
        #expect(plan.total == Money(10))
    }

    @Test("A sum beyond what can be recorded is refused, not wrapped")
    func overflow() {
        #expect(throws: Complaint("kernel.money.overflow")) {
            try PayoutPlan([self.due(1, [.max]), self.due(2, [1])], currency: .irr)
        }
    }

    @Test("An approver approves what another person made, and only that")
    func approval() throws {
        let actor = { (roles: Set<Role>) in
            try Actor(person: ID(1), name: "", roles: Roles(roles), dealer: nil)
        }
        #expect(try MayApprovePayout(actor([.financeApprover]), madeBy: ID(2)).actor.person == ID(1))
        #expect(throws: Complaint("payouts.denied.same")) {
            try MayApprovePayout(actor([.financeOfficer, .financeApprover]), madeBy: ID(1))
        }
        for role in Role.allCases where role != .financeApprover && !role.isOfDealer {
            #expect(throws: Complaint("payouts.denied.role")) { try MayApprovePayout(actor([role]), madeBy: ID(2)) }
        }
    }
}
