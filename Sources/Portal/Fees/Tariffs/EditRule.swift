import Database
import Domain
import Web

/// Adds a rule to a draft or changes one.
struct SetRule: Sendable {
    let draft: DraftMark
    /// nil for a new one.
    let rule: ID<StoredRule>?
    let cells: RuleCells

    /// - Throws: `RowRefusals` with a complaint for each cell that cannot be meant; `Refusal.hidden`, `Refusal.stale`.
    func run(by actor: Actor, in tx: Transaction) throws {
        try draft.take(tx)
        let before = try rule.map { id -> TariffRuleStore.Stored in
            guard let stored = try TariffRuleStore.find(id, of: draft.tariff, tx) else { throw Refusal.hidden }
            return stored
        }
        _ = try TariffParsing.rule(of: cells)
        let code = cells[.code]
        guard try !TariffRuleStore.isTaken(code, in: draft.tariff, besides: rule, tx) else {
            throw RowRefusals([RowRefusal(line: 0, column: "code", row: code, Complaint("fees.code.twice", code))])
        }
        if let before {
            try TariffRuleStore.set(before.id, cells, tx)
            try TariffEventStore.add(
                draft.tariff, .ruleChanged, by: actor.person,
                ["rule": code, "change": Self.change(before.cells, cells)], tx)
        } else {
            try TariffRuleStore.add(cells, to: draft.tariff, tx)
            try TariffEventStore.add(draft.tariff, .ruleAdded, by: actor.person, ["rule": code], tx)
        }
    }

    /// `amount 5 → 6; note  → new`, in the columns' own names.
    private static func change(_ old: RuleCells, _ new: RuleCells) -> String {
        RuleColumn.allCases.filter { old[$0] != new[$0] }
            .map { "\($0.rawValue): \(old[$0]) → \(new[$0])" }.joined(separator: "; ")
    }
}

/// Takes a rule out of a draft.
struct RemoveRule: Sendable {
    let draft: DraftMark
    let rule: ID<StoredRule>

    func run(by actor: Actor, in tx: Transaction) throws {
        try draft.take(tx)
        guard let stored = try TariffRuleStore.find(rule, of: draft.tariff, tx) else { throw Refusal.hidden }
        try TariffRuleStore.remove(rule, tx)
        try TariffEventStore.add(draft.tariff, .ruleRemoved, by: actor.person, ["rule": stored.cells[.code]], tx)
    }
}

/// Puts a rule one place up or down. The order is that of bonuses and penalties on a fee; it decides no amount.
struct MoveRule: Sendable {
    let draft: DraftMark
    let rule: ID<StoredRule>
    let isUp: Bool

    /// - Returns: the rule's code. At the end of the list it stays where it is.
    func run(in tx: Transaction) throws -> String {
        try draft.take(tx)
        let rules = try TariffRuleStore.all(of: draft.tariff, tx)
        guard let place = rules.firstIndex(where: { $0.id == rule }) else { throw Refusal.hidden }
        let other = place + (isUp ? -1 : 1)
        if rules.indices.contains(other) { try TariffRuleStore.swap(rules[place], rules[other], tx) }
        return rules[place].cells[.code]
    }
}
