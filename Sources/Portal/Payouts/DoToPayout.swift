import Database
import Domain
import Web

/// Another person than the maker says that a payout is right. The store refuses the same person too.
struct ApprovePayout: Sendable {
    let number: String
    let version: Int

    /// - Throws: `Refusal.stale`, or the complaint of `MayApprovePayout`.
    func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let payout = try PayoutStore.find(number, company.currency, tx).read(at: version)
        _ = try MayApprovePayout(actor, madeBy: payout.madeBy)
        try PayoutStore.move(
            payout, .approve, changes: "approved_by = \(actor.person), approved_at = \(tx.now)", tx)
        try PayoutStore.addEvent(payout.id, "approved", by: actor.person, tx)
    }
}

/// A draft is given up; its claims wait for another payout.
struct WithdrawPayout: Sendable {
    let number: String
    let version: Int

    /// - Throws: `Refusal.stale` where it is no draft any more.
    func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let payout = try PayoutStore.find(number, company.currency, tx).read(at: version)
        try PayoutStore.move(payout, .withdraw, tx)
        let claims = try PayoutStore.freeClaims(of: payout.id, tx)
        let trace = claims.map(\.description).joined(separator: ",")
        try PayoutStore.addEvent(payout.id, "withdrawn", by: actor.person, detail: trace, tx)
    }
}

/// The bank has paid: each dealer's account carries his payment, and nothing of the payout changes any more.
struct PayPayout: Sendable {
    let number: String
    let version: Int
    let bankReference: String
    let day: CalendarDay

    /// - Throws: `Refusal.stale` where it is not approved (any more).
    func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let payout = try PayoutStore.find(number, company.currency, tx).read(at: version)
        try PayoutStore.move(
            payout, .pay,
            changes: """
                paid_by = \(actor.person), paid_at = \(tx.now), paid_on = \(day), bank_reference = \(bankReference)
                """, tx)
        try PayoutStore.settle(payout.id, on: day, bankReference: bankReference, tx)
        for item in try PayoutList.items(of: payout.id, tx) {
            var payment = Posting(
                kind: .payment, dealer: item.dealer, amount: Money(-item.amount, company.currency), day: day)
            (payment.item, payment.madeBy) = (item.id, actor.person)
            payment.note = "\(payout.number) \(bankReference)"
            try LedgerStore.post(payment, tx)
        }
        try PayoutStore.addEvent(payout.id, "paid", by: actor.person, detail: bankReference, tx)
    }
}

extension PayoutRow {
    /// - Throws: `Refusal.stale` where it is not the version that was read.
    fileprivate func read(at version: Int) throws -> PayoutRow {
        guard version == self.version else { throw Refusal.stale(Complaint("error.stale")) }
        return self
    }
}
