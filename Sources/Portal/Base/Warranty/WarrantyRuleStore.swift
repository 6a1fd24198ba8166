import Database
import Domain
import Ground
import Web

/// For whose machines a rule is.
package enum RuleScope: Hashable, Sendable {
    case model(ID<ProductModel>)
    case group(ID<ProductGroup>)

    var model: ID<ProductModel>? { if case .model(let id) = self { id } else { nil } }
    var group: ID<ProductGroup>? { if case .group(let id) = self { id } else { nil } }

    var subject: EventSubject {
        switch self {
        case .model(let id): .product(id)
        case .group(let id): .productGroup(id)
        }
    }

    fileprivate var condition: SQL {
        switch self {
        case .model(let id): "model_id = \(id)"
        case .group(let id): "group_id = \(id)"
        }
    }
}

/// Versions of warranty rules: written, changed as drafts, thrown away, put into force by another person.
package enum WarrantyRuleStore {
    /// The run that says of each machine anew how long it is covered.
    static let coverRun = "unit_cover"

    enum State: String, ColumnValue, Sendable {
        case draft, active
        case thrownAway = "thrown_away"
    }

    package static func add(
        _ rule: CoverRule, for scope: RuleScope, by person: ID<Person>, _ tx: Transaction
    ) throws -> ID<WarrantyRule> {
        let last: Int? = try tx.value("SELECT max(version) FROM warranty_rule WHERE \(scope.condition)")
        let version = (last ?? 0) + 1
        let id: ID<WarrantyRule> = try tx.insert(
            """
            INSERT INTO warranty_rule (model_id, group_id, version, state, sold_from, starts, repair_months, part_months,
                                       part_service, repair_days, voids, exchange_failures, exchange_days, made_by, made_at)
            VALUES (\(scope.model), \(scope.group), \(version), 'draft', \(rule.soldFrom ?? CalendarDay(number: 0)),
                    \(rule.start.text), \(rule.repairMonths), \(rule.partMonths),
                    \(rule.partService), \(rule.repairDays),
                    \(rule.voids.joined(separator: "\n")), \(rule.exchange.failures), \(rule.exchange.days), \(person), \(tx.now))
            """)
        try writeTerms(rule, of: id, tx)
        try tell("warranty_drafted", scope, version, by: person, tx)
        return id
    }

    /// - Throws: `Refusal.hidden`, `Refusal.stale` where it is no draft any more or was changed in the meantime.
    static func change(
        _ id: ID<WarrantyRule>, at revision: Int, to rule: CoverRule, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let item = try draft(id, at: revision, tx)
        try tx.execute(
            """
            UPDATE warranty_rule SET sold_from = \(rule.soldFrom ?? CalendarDay(number: 0)), starts = \(rule.start.text),
                repair_months = \(rule.repairMonths), part_months = \(rule.partMonths),
                part_service = \(rule.partService), repair_days = \(rule.repairDays),
                voids = \(rule.voids.joined(separator: "\n")), exchange_failures = \(rule.exchange.failures),
                exchange_days = \(rule.exchange.days), revision = revision + 1
            WHERE id = \(id)
            """)
        try tx.execute("DELETE FROM warranty_term WHERE rule_id = \(id)")
        try writeTerms(rule, of: id, tx)
        try addHand(person, to: id, tx)
        try tell("warranty_changed", item.scope, item.version, by: person, tx)
    }

    static func throwAway(
        _ id: ID<WarrantyRule>, at revision: Int, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let item = try draft(id, at: revision, tx)
        try tx.execute("UPDATE warranty_rule SET state = 'thrown_away' WHERE id = \(id)")
        try tell("warranty_thrown_away", item.scope, item.version, by: person, tx)
    }

    /// - Throws: `Refusal.hidden`, `Refusal.stale`, the complaints of `MayActivateWarrantyRule`, `warranty.not_later`.
    package static func activate(
        _ id: ID<WarrantyRule>, at revision: Int, by actor: Actor, _ tx: Transaction
    ) throws {
        let item = try draft(id, at: revision, tx)
        let hasWorked = try item.madeBy == actor.person || hasHand(actor.person, in: id, tx)
        let easing = hasWorked ? try Easing.now(tx) : nil
        let permit = try MayActivateWarrantyRule(actor, hasWorked: hasWorked, isEased: easing != nil)
        let newest: CalendarDay? = try tx.value(
            "SELECT max(sold_from) FROM warranty_rule WHERE \(item.scope.condition) AND state = 'active'")
        if let newest, let from = item.rule.soldFrom, from <= newest { throw Complaint("warranty.not_later") }
        try tx.execute(
            """
            UPDATE warranty_rule SET state = 'active', activated_by = \(permit.actor.person), activated_at = \(tx.now),
                eased = \(easing?.reason ?? "")
            WHERE id = \(id)
            """)
        var detail = ["day": item.rule.soldFrom?.isoText ?? ""]
        detail["eased"] = easing?.reason
        try tell("warranty_activated", item.scope, item.version, detail, by: actor.person, tx)
    }

    static func hasHand(_ person: ID<Person>, in rule: ID<WarrantyRule>, _ tx: Transaction) throws -> Bool {
        try tx.value(
            "SELECT 1 FROM warranty_hand WHERE rule_id = \(rule) AND person_id = \(person)", as: Int.self) != nil
    }

    private static func draft(_ id: ID<WarrantyRule>, at revision: Int, _ tx: Transaction) throws -> WarrantyRuleItem {
        let item = try WarrantyRuleList.find(id, tx)
        guard item.state == .draft, item.revision == revision else { throw Refusal.stale(Complaint("error.stale")) }
        return item
    }

    private static func writeTerms(_ rule: CoverRule, of id: ID<WarrantyRule>, _ tx: Transaction) throws {
        for term in rule.terms {
            try tx.later(
                "INSERT INTO warranty_term (rule_id, subject, months) VALUES (\(id), \(term.subject.text), \(term.months))"
            )
        }
    }

    private static func addHand(_ person: ID<Person>, to rule: ID<WarrantyRule>, _ tx: Transaction) throws {
        guard try !hasHand(person, in: rule, tx) else { return }
        try tx.execute("INSERT INTO warranty_hand (rule_id, person_id) VALUES (\(rule), \(person))")
    }

    /// On the history of the model or group: that is where one looks for it.
    private static func tell(
        _ kind: String, _ scope: RuleScope, _ version: Int, _ detail: [String: String] = [:], by person: ID<Person>,
        _ tx: Transaction
    ) throws {
        let detail = detail.merging(["version": String(version)]) { first, _ in first }
        try EventStore.add(Event(kind, of: scope.subject, in: "products", detail: detail), by: person, tx)
    }
}
