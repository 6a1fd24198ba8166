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
    let decider: ClaimDecider
    var text = ""

    /// - Throws: `Refusal.stale` where the claim has moved on since it was read.
    func run(in company: OpenCompany, _ tx: Transaction) throws {
        var detail = ClaimEventStore.Detail(text: text.isEmpty ? nil : text, rule: decider.rule)
        switch outcome {
        case .approve:
            try ClaimStore.approveLines(of: claim.id, by: decider, tx)
            try ClaimStore.decide(
                claim, to: claim.state.after(.approve), approved: claim.claimed, reason: nil, text: text, by: decider,
                tx
            )
            try PostDecision(claim: claim, person: decider.person).run(in: company, tx)
            detail.approved = claim.claimed.minor
            try ClaimEventStore.add(claim.id, .approved, by: decider.person, detail: detail, tx)
        case .reject(let reason):
            try ClaimStore.rejectLines(of: claim.id, reason: reason, by: decider, tx)
            try ClaimStore.decide(
                claim, to: claim.state.after(.reject), approved: Money(0, company.currency), reason: reason, text: text,
                by: decider, tx)
            detail.reason = reason
            try ClaimEventStore.add(claim.id, .rejected, by: decider.person, detail: detail, tx)
        }
    }
}

/// Who decides a claim: a person who may, or one of the company's rules.
package enum ClaimDecider: Sendable {
    case person(MayDecideClaim)
    case rule(String)

    /// Nobody, where a rule decided it.
    var person: ID<Person>? {
        switch self {
        case .person(let permit): permit.actor.person
        case .rule: nil
        }
    }

    var rule: String? {
        switch self {
        case .person: nil
        case .rule(let name): name
        }
    }
}
