import Testing

@testable import Domain

@Suite("What a payout would pay")
struct PayoutPlanTests {
    private static let good = "IR820540102680020817909002"

    private func due(
        _ dealer: Int64, _ rows: [(LedgerKind, Int64)], sheba: String = good, rules: [DeductionRule] = [],
        bar: PayoutPlan.LeftOut.Cause? = nil
    ) -> PayoutPlan.Due {
        .init(
            dealer: ID(dealer), sheba: sheba,
            entries: rows.enumerated().map {
                .init(id: ID(dealer * 100 + Int64($0)), kind: $1.0, amount: Money($1.1))
            }, rules: rules, bar: bar)
    }

    private func rule(_ kind: DeductionRule.Kind, _ percent: String) throws -> DeductionRule {
        DeductionRule(
            id: ID(7), kind: kind, position: 1, percent: try Percent(percent), base: .gross, grades: [],
            isForRegistered: false, from: CalendarDay(number: 0), to: nil)
    }

    @Test("Each dealer gets the sum of his rows, by kind, with what he owes taken off")
    func sums() throws {
        let plan = try PayoutPlan(
            [due(1, [(.fee, 500), (.penalty, -120), (.fee, 7)]), due(2, [(.fee, 70)]), due(3, [])], currency: .irr)
        #expect(plan.items.map(\.amount) == [Money(387), Money(70)])
        #expect(plan.items[0].sums.map(\.kind) == [.fee, .penalty])
        #expect(plan.items[0].sums.map(\.amount) == [Money(507), Money(-120)])
        #expect(plan.items[0].sums.map(\.count) == [2, 1])
        #expect(plan.total == Money(457))
        #expect(plan.leftOut.isEmpty)
    }

    @Test("What is deducted comes off what is paid")
    func deductions() throws {
        let plan = try PayoutPlan(
            [due(1, [(.fee, 1_000), (.advance, -300)], rules: [rule(.withholding, "5")])], currency: .irr)
        #expect(plan.items[0].gross == Money(700))
        #expect(plan.items[0].deductions.map(\.amount) == [Money(-50)])
        #expect(plan.items[0].amount == Money(650))
    }

    @Test("A dealer is left out where something bars him, and it is said what")
    func leftOut() throws {
        let plan = try PayoutPlan(
            [
                due(1, [(.fee, 10)], sheba: " "), due(2, [(.fee, 10)], sheba: "IR830540102680020817909002"),
                due(3, [(.fee, 10), (.penalty, -10)]), due(4, [(.cashCollected, -5)], sheba: ""),
                due(5, [(.fee, 10)]), due(6, [(.fee, 10)], bar: .blocked),
                due(7, [(.fee, 10), (.cashCollected, -10)], rules: [rule(.withholding, "10")]),
            ], currency: .irr)
        #expect(
            plan.leftOut.map(\.cause) == [.noSheba, .badSheba, .nothingToPay, .negative, .blocked, .negative])
        #expect(plan.items.map(\.due.dealer) == [ID(5)])
        #expect(plan.total == Money(10))
    }

    @Test("A sum beyond what can be recorded is refused, not wrapped")
    func overflow() {
        #expect(throws: Complaint("kernel.money.overflow")) {
            try PayoutPlan([self.due(1, [(.fee, .max)]), self.due(2, [(.fee, 1)])], currency: .irr)
        }
    }

    @Test("Two plans of one trace pay the same rows, and a changed row shows")
    func trace() throws {
        let plan = { (rows: [(LedgerKind, Int64)], rules: [DeductionRule]) in
            try PayoutPlan([self.due(1, rows, rules: rules)], currency: .irr).trace
        }
        let whole = try plan([(.fee, 6), (.fee, 4)], [])
        #expect(try plan([(.fee, 6), (.fee, 4)], []) == whole)
        #expect(try plan([(.fee, 5), (.fee, 5)], []) != whole)
        #expect(try plan([(.fee, 6), (.fee, 4)], [rule(.withholding, "10")]) != whole)
    }

    @Test("Whom and which month it is for is read as it is written")
    func orders() throws {
        for text in ["all", "province:8", "grade:A", "dealer:AR125", "dealer:a:b"] {
            #expect(PayoutScope(text)?.text == text)
        }
        for text in ["", "all:1", "province:", "province:x", "province:-1", "grade:", "dealer:", "city:1"] {
            #expect(PayoutScope(text) == nil, "\(text)")
        }
        let order = try #require(PayoutOrder(month: "gregorian:2026-11", scope: "all"))
        #expect(order.lastDay == CalendarDay(iso: "2026-11-30"))
        #expect(PayoutOrder(month: "jalali:1405-9", scope: "all")?.lastDay == CalendarDay(iso: "2026-12-21"))
        for month in ["1405-9", "jalali:1405-13", "lunar:1405-9", "jalali:1405-9:1"] {
            #expect(PayoutOrder(month: month, scope: "all") == nil, "\(month)")
        }
    }

    @Test("where the operator has eased it one person does what two or three do, in his role alone")
    func eased() throws {
        let actor = { (roles: Set<Role>) in try Actor(person: ID(1), name: "", roles: Roles(roles), dealer: nil) }
        let approver = try actor([.financeApprover])
        #expect(try MayCheckPayout(approver, madeBy: ID(1), isEased: true).actor.person == ID(1))
        for people in PayoutPeople.allCases {
            let permit = try MayApprovePayout(approver, madeBy: ID(1), checkedBy: ID(1), people: people, isEased: true)
            #expect(permit.actor.person == ID(1))
        }
        #expect(throws: Complaint("payouts.denied.given"), "the bank may have the file") {
            try MayWithdrawPayout(approver, filesMadeBy: ID(1))
        }
        #expect(throws: Complaint("payouts.denied.role")) {
            try MayApprovePayout(
                actor([.financeOfficer]), madeBy: ID(1), checkedBy: ID(1), people: .two, isEased: true)
        }
        #expect(throws: Complaint("payouts.denied.finance")) {
            try MayCheckPayout(actor([.administrator]), madeBy: ID(1), isEased: true)
        }
    }

    @Test("An approver approves what another person made, and only that")
    func approval() throws {
        let actor = { (roles: Set<Role>) in
            try Actor(person: ID(1), name: "", roles: Roles(roles), dealer: nil)
        }
        let approve = { (roles: Set<Role>, maker: Int64, checker: Int64, people: PayoutPeople) in
            try MayApprovePayout(actor(roles), madeBy: ID(maker), checkedBy: ID(checker), people: people).actor.person
        }
        #expect(try approve([.financeApprover], 2, 1, .two) == ID(1))
        #expect(try approve([.financeApprover], 2, 3, .three) == ID(1))
        #expect(throws: Complaint("payouts.denied.checker")) { try approve([.financeApprover], 2, 1, .three) }
        #expect(throws: Complaint("payouts.denied.same")) {
            try approve([.financeOfficer, .financeApprover], 1, 2, .two)
        }
        for role in Role.allCases where role != .financeApprover && !role.isOfDealer {
            #expect(throws: Complaint("payouts.denied.role")) { try approve([role], 2, 3, .two) }
        }
        #expect(try MayWithdrawPayout(actor([.financeOfficer]), filesMadeBy: nil).actor.person == ID(1))
        #expect(try MayWithdrawPayout(actor([.financeApprover]), filesMadeBy: ID(2)).actor.person == ID(1))
        for (role, maker) in [(Role.financeOfficer, ID<Person>(2)), (.financeApprover, ID(1))] {
            #expect(throws: Complaint("payouts.denied.given")) {
                try MayWithdrawPayout(actor([role]), filesMadeBy: maker)
            }
        }
        #expect(try MayCheckPayout(actor([.financeOfficer]), madeBy: ID(2)).actor.person == ID(1))
        #expect(throws: Complaint("payouts.denied.same")) {
            try MayCheckPayout(actor([.financeOfficer]), madeBy: ID(1))
        }
        #expect(throws: Complaint("payouts.denied.finance")) {
            try MayCheckPayout(actor([.administrator]), madeBy: ID(2))
        }
    }
}
