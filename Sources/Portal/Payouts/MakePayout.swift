import Database
import Domain
import Web

/// A draft that holds every approved claim up to the end of a month that is in no payout yet.
struct MakePayout: Sendable {
    let period: Period
    /// `PayoutPlan.mark` of what the maker had before him.
    let mark: String

    /// - Returns: its number, `P1405-000001`.
    /// - Throws: `Refusal.stale` where the claims are no longer those that the maker saw, `payouts.empty.none` where
    ///   nobody is paid anything.
    func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws -> String {
        let dues = try PayoutStore.dues(upTo: period, company.currency, tx)
        let plan = try PayoutPlan(dues, currency: company.currency)
        guard plan.mark == mark else { throw Refusal.stale(Complaint("payouts.changed")) }
        guard !plan.items.isEmpty else { throw Complaint("payouts.empty.none") }
        let year = company.clock.calendar.year(of: company.clock.day(of: tx.now))
        let number = "P" + (try NumberStore.next("payout", year: year, tx))
        do {
            let id = try PayoutStore.add(number: number, period: period, total: plan.total, by: actor.person, tx)
            for (place, item) in plan.items.enumerated() {
                try PayoutStore.add(item, at: place + 1, to: id, number: number, tx)
            }
            try PayoutStore.addEvent(id, "made", by: actor.person, tx)
        } catch DatabaseFault.unique { throw Refusal.stale(Complaint("payouts.changed")) }
        return number
    }
}
