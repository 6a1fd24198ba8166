import Base
import Database
import Domain
import Ground
import Web

/// Another person than who decided the line says whether the appeal is right. What is granted comes to the dealer's account
/// as an adjustment. A claim that was rejected whole had lost its penalties too: they stand again as they were computed.
package struct DecideAppeal: Sendable {
    package let appeal: ID<Appeal>
    package let version: Int
    /// What is approved of the line from now on, in minor units; nil to uphold.
    package let granted: Int64?
    package let answer: String

    package init(appeal: ID<Appeal>, version: Int, granted: Int64?, answer: String) {
        self.appeal = appeal
        self.version = version
        self.granted = granted
        self.answer = answer
    }

    /// - Throws: `Refusal.hidden`, `Refusal.stale` where it is decided already, `ClaimDenied`, a complaint of
    ///   `AppealDecision`.
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let row = try AppealStore.find(appeal, company.currency, tx)
        let claim = try ClaimStore.find([row.claim], actor.sight, company.currency, tx)[0]
        let (permit, reason) = try self.permit(to: actor, row, claim, tx)
        guard row.state == .open, row.version == version else { throw Refusal.stale(Complaint("appeals.decided")) }
        let decision = try AppealDecision(
            before: row.before, claimed: row.claimed, granted: granted.map { Money($0, company.currency) })
        try AppealStore.decide(row, decision, answer: answer, by: permit, easedFor: reason, tx)
        if decision.state == .granted { try grant(decision, row, claim, Deed(actor: actor, company: company, tx: tx)) }
        try ClaimEventStore.add(
            claim.id, decision.state == .granted ? .appealGranted : .appealUpheld, by: actor.person,
            detail: .init(
                text: answer, approved: decision.state == .granted ? decision.difference.minor : nil, eased: reason), tx
        )
        let kind = decision.state == .granted ? "appeal_granted" : "appeal_upheld"
        try ClaimStore.tell(kind, [claim], but: actor.person, tx)
    }

    private func permit(
        to actor: Actor, _ row: AppealRow, _ claim: ClaimRow, _ tx: Transaction
    ) throws -> (permit: MayDecideAppeal, reason: String?) {
        let workers = try ClaimStore.workers(of: [claim.id], tx)[claim.id] ?? []
        do {
            return try Easing.permitOfMoney(to: actor, tx) {
                try MayDecideAppeal(actor, decidedBy: row.decidedBy, workers: workers, isEased: $0)
            }
        } catch let complaint as Complaint { throw ClaimDenied(number: claim.number, why: complaint) }
    }

    private func grant(
        _ decision: AppealDecision, _ row: AppealRow, _ claim: ClaimRow, _ deed: Deed
    ) throws {
        let (actor, company, tx) = (deed.actor, deed.company, deed.tx)
        try ClaimStore.regrant(row.line, decision.approved, by: actor.person, tx)
        let fine = claim.state == .rejected ? try ClaimStore.restorePenalties(of: claim.id, by: actor.person, tx) : 0
        let lines = try ClaimStore.lines(of: claim.id, tx)
        let approved = try Money.sum(lines.map { Money($0.approved, company.currency) }, company.currency)
        try ApprovalLimit.check(lines.map(\.approved), of: claim, company.currency, by: actor, tx)
        try ClaimStore.regrant(claim, to: ClaimState(lines), approved: approved, by: actor.person, tx)
        var posting = Posting(
            kind: .adjustment, dealer: claim.dealer, amount: decision.difference, day: company.clock.day(of: tx.now))
        (posting.claim, posting.line, posting.madeBy) = (claim.id, row.line, actor.person)
        posting.note = answer
        try LedgerStore.post(posting, tx)
        guard fine < 0 else { return }
        var penalty = Posting(
            kind: .penalty, dealer: claim.dealer, amount: Money(fine, company.currency),
            day: company.clock.day(of: tx.now))
        (penalty.claim, penalty.madeBy) = (claim.id, actor.person)
        try LedgerStore.post(penalty, tx)
    }
}
