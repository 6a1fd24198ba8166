import Database
import Domain
import Ground
import Web

/// A rule of the company's table that becomes another: it decides what is paid without a look, so it takes two people.
struct ChangeClaimRule: Codable, Sendable {
    static let proposal = "claim_rule"

    private let code: String
    /// Of the rule that it was written against.
    private let version: Int
    private let rank: Int
    private let severity: String
    private let disposition: String
    private let parameters: [String: Int64]
    private let reason: String
    private let isOn: Bool
    /// In the words of whoever wrote it, as the history keeps them.
    private let before: String
    private let after: String

    init(_ rule: ClaimRule, from old: ClaimRule, version: Int, _ reader: Reader) {
        let words = RuleSentence(reader: reader)
        (before, after) = (words.sentence(old), words.sentence(rule))
        (code, self.version, rank) = (rule.code.rawValue, version, rule.rank)
        (severity, disposition) = (rule.severity.rawValue, rule.disposition.rawValue)
        parameters = Dictionary(uniqueKeysWithValues: rule.parameters.map { ($0.key.rawValue, $0.value) })
        (reason, isOn) = (rule.reason, rule.isOn)
    }

    /// - Throws: `Refusal.stale` where the rule is another one already.
    func propose(by person: ID<Person>, _ tx: Transaction) throws {
        try check(tx)
        try ProposalStore.add(Self.proposal, about: code, self, by: person, tx)
    }

    private func check(_ tx: Transaction) throws {
        let row = try ClaimRuleStore.find(code, tx)
        guard row.version == version else { throw Refusal.stale(Complaint("error.stale")) }
    }

    /// - Throws: `Refusal.unreadable` where it was written by a program that knew other rules.
    private func rule() throws -> ClaimRule {
        guard let code = ClaimRuleCode(rawValue: code), let severity = ClaimSeverity(rawValue: severity),
            let disposition = ClaimDisposition(rawValue: disposition)
        else { throw Refusal.unreadable }
        let known = parameters.compactMap { name, value in ClaimRuleCode.Parameter(rawValue: name).map { ($0, value) } }
        return ClaimRule(
            code, rank: rank, severity: severity, disposition: disposition,
            parameters: Dictionary(uniqueKeysWithValues: known), reason: reason, isOn: isOn)
    }

    static let kind = ProposalKind(proposal, of: Self.self) { change, context, _ in
        [
            Fact(
                label: ClaimSettingStore.title(change.code, context.words),
                value: context.words("proposals.now", change.before.isolated, change.after.isolated))
        ]
    } apply: { change, maker, _, tx in
        try ClaimRuleStore.set(try change.rule(), version: change.version, tx)
        try ClaimSettingStore.addEvent(change.code, from: change.before, to: change.after, by: maker, tx)
    }
}
