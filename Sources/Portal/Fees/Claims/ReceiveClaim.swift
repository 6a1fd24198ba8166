import Database
import Domain
import Ground

/// A claim that is submitted now: weighed by the company's rules, and decided by them where they say so.
struct ReceiveClaim: Sendable {
    let claim: ClaimRow

    /// - Parameter person: who sent it; nobody where it was sent by itself.
    func run(by person: ID<Person>?, in company: OpenCompany, _ tx: Transaction) throws {
        try ClaimEventStore.add(claim.id, .submitted, by: person, tx)
        let weighed = try WeighClaim(claim: claim.id).run(tx)
        let settings = try ClaimSettingStore.all(tx)
        let verdict = ReceiptVerdict(
            weighed.findings, claimedAboveZero: weighed.facts.claimedAboveZero, total: claim.claimed.minor,
            isAsked: weighed.facts.asked > 0, limit: settings.automaticLimit)
        switch verdict {
        case .wait: break
        case .approve:
            try SettleClaim(
                claim: claim, outcome: .approve, decider: .rule(ClaimSetting.automaticLimit.rawValue)
            ).run(in: company, tx)
        case .reject(let finding):
            let reason = try ClaimRuleStore.find(finding.code.rawValue, tx).rule.reason
            try SettleClaim(
                claim: claim, outcome: .reject(reason: reason), decider: .rule(finding.code.rawValue)
            ).run(in: company, tx)
            try ClaimStore.tell("claim_rejected", [claim], but: nil, tx)
        }
    }
}

/// Looks for the company's exceptions in a claim and keeps what was found.
struct WeighClaim: Sendable {
    let claim: ID<Claim>

    func run(_ tx: Transaction) throws -> (facts: ClaimFacts, findings: [ClaimFinding]) {
        let rules = try ClaimRuleStore.rows(tx)
        let facts = try ClaimFactsStore.facts(of: claim, tx)
        let findings = try facts.findings(rules.value().map(\.rule))
        try ClaimFindingStore.add(findings, to: claim, tx)
        return (facts, findings)
    }
}
