import Database
import Domain
import Ground
import Web

/// A draft that holds what waits in dealers' accounts, as its maker saw it.
package struct MakePayout: Sendable {
    package let order: PayoutOrder
    /// `PayoutPlan.mark` of what the maker had before him.
    package let mark: String

    package init(order: PayoutOrder, mark: String) {
        self.order = order
        self.mark = mark
    }

    /// - Returns: its number, `P1405-000001`.
    /// - Throws: `Refusal.stale` where the accounts are no longer as the maker saw them, `payouts.empty.none` where nobody
    ///   is paid anything.
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws -> String {
        let plan = try PlanPayout(order: order).run(in: company, tx).plan
        guard plan.mark == mark else { throw Refusal.stale(Complaint("payouts.changed")) }
        guard !plan.items.isEmpty else { throw Complaint("payouts.empty.none") }
        let today = company.clock.day(of: tx.now)
        let year = company.clock.books.year(of: today)
        let number = try NumberStore.next("payout", year: year, tx)
        do {
            let id = try PayoutStore.add(number: number, order, total: plan.total, by: actor.person, tx)
            for (place, item) in plan.items.enumerated() {
                try PayoutItemStore.add(item, at: place + 1, to: id, number: number, tx)
            }
            let gathered = try PayoutItemStore.gather(into: id, upTo: order.lastDay, today: today, tx)
            guard gathered == plan.items.map(\.due.entries.count).reduce(0, +) else {
                throw Refusal.stale(Complaint("payouts.changed"))
            }
            try PayoutStore.addEvent(id, "made", by: actor.person, tx)
            try OutboxStore.add(
                Notice("payout_made", about: .payout(id), number), to: .office(.finance), but: actor.person, tx)
        } catch DatabaseFault.unique { throw Refusal.stale(Complaint("payouts.changed")) }
        return number
    }
}
