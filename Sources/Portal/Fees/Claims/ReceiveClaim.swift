import Database
import Domain
import Ground

/// A claim that is submitted now: weighed by the company's rules, and decided by them where they say so.
struct ReceiveClaim: Sendable {
    let claim: ClaimRow

    /// - Parameter person: who sent it; nobody where it was sent by itself.
    func run(by person: ID<Person>?, in company: OpenCompany, _ tx: Transaction) throws {
        try ClaimEventStore.add(claim.id, .submitted, by: person, tx)
        try judge(mayWait: true, in: company, tx)
    }

    /// What the rules say of it.
    /// - Parameter mayWait: for what the customer says; a claim that the rules deny waits for nothing.
    func judge(mayWait: Bool, in company: OpenCompany, _ tx: Transaction) throws {
        let weighed = try WeighClaim(claim: claim.id).run(tx)
        let settings = try ClaimSettingStore.all(tx)
        let verdict = ReceiptVerdict(
            weighed.findings, claimedAboveZero: weighed.facts.claimedAboveZero, total: claim.claimed.minor,
            isAsked: weighed.facts.asked > 0, limit: settings.automaticLimit)
        let until =
            mayWait ? weighed.facts.waits(days: settings.scoreDays, today: company.clock.day(of: tx.now)) : nil
        switch verdict {
        case .reject(let finding):
            let reason = try ClaimRuleStore.find(finding.code.rawValue, tx).rule.reason
            try SettleClaim(
                claim: claim, outcome: .reject(reason: reason), decider: .rule(finding.code.rawValue)
            ).run(in: company, tx)
            try ClaimStore.tell("claim_rejected", [claim], but: nil, tx)
        case .wait, .approve:
            if let until { return try ClaimWaitStore.begin(claim.id, until: until, tx) }
            guard verdict == .approve else { return }
            try SettleClaim(
                claim: claim, outcome: .approve, decider: .rule(ClaimSetting.automaticLimit.rawValue)
            ).run(in: company, tx)
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
