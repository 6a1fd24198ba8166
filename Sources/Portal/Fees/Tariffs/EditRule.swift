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

/// Puts a rule at another place. The order is that of bonuses and penalties on a fee; it decides no amount.
struct MoveRule: Sendable {
    enum Place: Hashable, Sendable {
        case up, down
        /// From 1; beyond the last it is the last.
        case number(Int)
    }

    let draft: DraftMark
    let rule: ID<StoredRule>
    let place: Place

    /// At the end of the list it stays where it is.
    func run(in tx: Transaction) throws {
        try draft.take(tx)
        var rules = try TariffRuleStore.all(of: draft.tariff, tx).map(\.id)
        guard let now = rules.firstIndex(of: rule) else { throw Refusal.hidden }
        let wanted =
            switch place {
            case .up: now - 1
            case .down: now + 1
            case .number(let number): number - 1
            }
        rules.remove(at: now)
        rules.insert(rule, at: max(0, min(wanted, rules.count)))
        try TariffRuleStore.order(rules, of: draft.tariff, tx)
    }
}

/// Changes all amounts of a draft, or those of one component, by a percentage.
struct RaiseRules: Sendable {
    let draft: DraftMark
    let raise: TariffRaise

    func run(by actor: Actor, in tx: Transaction) throws {
        try draft.take(tx)
        var count = 0
        for stored in try TariffRuleStore.all(of: draft.tariff, tx) {
            let raised = try raise.raised(stored.cells)
            guard raised != stored.cells else { continue }
            try TariffRuleStore.set(stored.id, raised, tx)
            count += 1
        }
        let size = raise.hundredths.magnitude
        let percent = "\(raise.hundredths < 0 ? "−" : "+")\(size / 100).\(size % 100 / 10)%"
        let detail = [percent, String(raise.step), raise.component?.rawValue, String(count)]
            .compactMap(\.self).joined(separator: ", ")
        try TariffEventStore.add(draft.tariff, .raised, by: actor.person, ["change": detail], tx)
    }
}
