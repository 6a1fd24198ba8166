import Crypto
import Database
import Domain
import Foundation
import Ground

/// What a payout would hold, before it is made: the same reading serves the page that shows it and the command that makes it.
package struct PlanPayout: Sendable {
    package let order: PayoutOrder

    package init(order: PayoutOrder) {
        self.order = order
    }

    package struct Planned: Sendable {
        package let plan: PayoutPlan
        let owners: [ID<Dealer>: PayoutDueList.Owner]
        package let held: [ID<Dealer>: PayoutDueList.Held]
        /// What waits for a removed part, and is in no row of the plan.
        package let waits: [HeldPayList.Line]
    }

    /// A dealer whose contract has ended is paid by a payout of his own alone: somebody has then thought of him.
    /// - Throws: `kernel.money.overflow`.
    package func run(in company: OpenCompany, _ tx: Transaction) throws -> Planned {
        let today = company.clock.day(of: tx.now)
        let owners = try PayoutDueList.owners(order.scope, tx)
        let entries = try PayoutDueList.entries(order, company.currency, tx)
        let held = try PayoutDueList.held(order, tx)
        let waits = try HeldPayList.lines(order, today: today, tx)
        let heldBack = Set(waits.flatMap(\.entries))
        let rules = try DeductionList.inForce(on: today, tx)
        let holdsDealer = try SettlementSetting.openClaims(tx) == .dealer
        let dues = owners.map { owner in
            PayoutPlan.Due(
                dealer: owner.id, sheba: owner.sheba,
                entries: (entries[owner.id] ?? []).filter { !heldBack.contains($0.id) },
                rules: rules.filter {
                    $0.applies(toGrade: owner.grade, isRegistered: owner.isRegistered, on: today)
                },
                bar: bar(owner, holdsDealer ? held[owner.id] : nil, today))
        }
        return Planned(
            plan: try PayoutPlan(dues, currency: company.currency),
            owners: Dictionary(uniqueKeysWithValues: owners.map { ($0.id, $0) }), held: held, waits: waits)
    }

    private func bar(
        _ owner: PayoutDueList.Owner, _ held: PayoutDueList.Held?, _ today: CalendarDay
    ) -> PayoutPlan.LeftOut.Cause? {
        if owner.block != nil { return .blocked }
        if order.scope != .dealer(owner.code), owner.contractEnd < today { return .contractEnded }
        return held.map { $0.claims > 0 } ?? false ? .claimOpen : nil
    }
}

extension PayoutPlan {
    /// Tells whether two plans pay the same: what a person saw, and what is made. SHA-256 of each row of an account,
    /// deduction and Sheba in it.
    package var mark: String {
        SHA256.hash(data: Data(trace.utf8)).map { String(Int($0) + 256, radix: 16).dropFirst() }.joined()
    }
}
