import Database
import Domain
import Ground

/// A decision on a whole claim as it is written down: its lines, the claim, the dealer's account and the event.
struct SettleClaim: Sendable {
    enum Outcome: Sendable {
        case approve
        /// The code of a reason of the company's.
        case reject(reason: String)
    }

    let claim: ClaimRow
    let outcome: Outcome
    /// Nobody, where a rule decided it.
    let person: ID<Person>?
    /// The rule that decided, where nobody did.
    var rule: String?
    var text = ""

    /// - Throws: `Refusal.stale` where the claim has moved on since it was read.
    func run(in company: OpenCompany, _ tx: Transaction) throws {
        var detail = ClaimEventStore.Detail(text: text.isEmpty ? nil : text, rule: rule)
        switch outcome {
        case .approve:
            try ClaimStore.approveLines(of: claim.id, by: person, tx)
            try ClaimStore.decide(
                claim, to: claim.state.after(.approve), approved: claim.claimed, reason: nil, text: text, by: person, tx
            )
            try PostDecision(claim: claim, person: person).run(in: company, tx)
            detail.approved = claim.claimed.minor
            try ClaimEventStore.add(claim.id, .approved, by: person, detail: detail, tx)
        case .reject(let reason):
            try ClaimStore.rejectLines(of: claim.id, reason: reason, by: person, tx)
            try ClaimStore.decide(
                claim, to: claim.state.after(.reject), approved: Money(0, company.currency), reason: reason, text: text,
                by: person, tx)
            detail.reason = reason
            try ClaimEventStore.add(claim.id, .rejected, by: person, detail: detail, tx)
        }
    }
}
