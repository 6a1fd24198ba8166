import Base
import Database
import Domain
import Ground
import Web

/// Finance proposes to take back a claim that was approved, and may have been paid.
package struct ProposeReversal: Sendable {
    package let claim: ClaimChoice
    /// Of the company's reasons to reject.
    package let reason: String
    package let text: String

    package init(claim: ClaimChoice, reason: String, text: String) {
        self.claim = claim
        self.reason = reason
        self.text = text
    }

    /// - Throws: `Refusal.hidden`, `StaleClaims`, `ClaimDenied`.
    @discardableResult
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws -> ID<Reversal> {
        let row = try ClaimStore.find([claim.id], actor.sight, company.currency, tx)[0]
        guard row.version == claim.version else { throw StaleClaims(rows: [row]) }
        let workers = try ClaimStore.workers(of: [row.id], tx)[row.id] ?? []
        let permit: MayProposeReversal
        do {
            permit = try MayProposeReversal(
                actor, state: row.state, isReversed: ClaimStore.isReversed(row.id, tx), workers: workers)
        } catch let complaint as Complaint { throw ClaimDenied(number: row.number, why: complaint) }
        let reversal: ID<Reversal>
        do {
            reversal = try ReversalStore.add(row.id, reason: reason, text: text, by: permit, tx)
        } catch DatabaseFault.unique { throw StaleClaims(rows: [row]) }
        try ClaimEventStore.add(
            row.id, .reversalProposed, by: actor.person, detail: .init(reason: reason, text: text), tx)
        return reversal
    }
}

/// Another person, an approver, takes it back: the dealer's account gets one row against all that the claim brought to it,
/// and nothing of the claim is decided any more.
package struct ConfirmReversal: Sendable {
    package let claim: ClaimChoice
    package let reversal: ID<Reversal>

    package init(claim: ClaimChoice, reversal: ID<Reversal>) {
        self.claim = claim
        self.reversal = reversal
    }

    /// - Throws: `Refusal.hidden`, `StaleClaims`, `Refusal.stale` where it is not proposed (any more), `ClaimDenied`.
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let row = try ClaimStore.find([claim.id], actor.sight, company.currency, tx)[0]
        let (claim, reversal) = (row.id, try ReversalStore.find(self.reversal, of: row, seen: self.claim, tx))
        let workers = try ClaimStore.workers(of: [claim], tx)[claim] ?? []
        let (permit, reason): (MayConfirmReversal, String?)
        do {
            (permit, reason) = try Easing.permitOfMoney(to: actor, tx) {
                try MayConfirmReversal(actor, proposedBy: reversal.proposedBy, workers: workers, isEased: $0)
            }
        } catch let complaint as Complaint { throw ClaimDenied(number: row.number, why: complaint) }
        try ReversalStore.confirm(reversal.id, by: permit, easedFor: reason, tx)
        try AppealStore.void(of: claim, tx)
        try ClaimStore.reverse(row, tx)
        let posted = Money(try ReversalStore.posted(of: claim, tx), company.currency)
        var posting = Posting(
            kind: .reversal, dealer: row.dealer, amount: -posted, day: company.clock.day(of: tx.now))
        (posting.claim, posting.madeBy, posting.note) = (claim, actor.person, reversal.text)
        try LedgerStore.post(posting, tx)
        try ClaimEventStore.add(
            claim, .reversed, by: actor.person,
            detail: .init(text: reversal.text, approved: posted.minor, eased: reason), tx)
        try ClaimStore.tell("claim_reversed", [row], but: actor.person, tx)
    }
}

/// Whoever proposed it, or another of finance, lets it be.
struct RefuseReversal: Sendable {
    let claim: ClaimChoice
    let reversal: ID<Reversal>

    /// - Throws: as `ConfirmReversal`.
    func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let row = try ClaimStore.find([claim.id], actor.sight, company.currency, tx)[0]
        let (claim, reversal) = (row.id, try ReversalStore.find(self.reversal, of: row, seen: self.claim, tx))
        let permit = try row.permit(to: actor, ClaimStore.workers(of: [claim], tx)[claim])
        try ReversalStore.refuse(reversal.id, by: permit, tx)
        try ClaimEventStore.add(claim, .reversalRefused, by: actor.person, tx)
    }
}
