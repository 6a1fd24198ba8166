import Database
import Domain
import Ground
import Web

/// One version of a rule, as pages show it.
struct WarrantyRuleItem: Sendable {
    let id: ID<WarrantyRule>
    let scope: RuleScope
    /// The model's code; nil for a group.
    let code: String?
    let group: BothNames
    let version: Int
    let state: WarrantyRuleStore.State
    let rule: CoverRule
    let revision: Int
    let madeBy: ID<Person>
    let maker: String
    let madeAt: Instant
    let activator: String?
    let activatedAt: Instant?
}

enum WarrantyRuleList {
    /// Newest first.
    static func all(_ tx: Transaction) throws -> [WarrantyRuleItem] {
        try items("1 = 1 ORDER BY r.id DESC", tx)
    }

    /// - Throws: `Refusal.hidden` where there is none.
    static func find(_ id: ID<WarrantyRule>, _ tx: Transaction) throws -> WarrantyRuleItem {
        guard let item = try items("r.id = \(id)", tx).first else { throw Refusal.hidden }
        return item
    }

    /// What held before this version: the one in force with the day before its own, else the months of the model's row.
    static func before(_ item: WarrantyRuleItem, _ tx: Transaction) throws -> CoverRule? {
        let earlier = try items(
            "\(condition(item.scope)) AND r.state = 'active' AND r.id <> \(item.id) ORDER BY r.sold_from DESC", tx)
        if let found = earlier.first(where: { older in
            guard let from = item.rule.soldFrom, let day = older.rule.soldFrom else { return false }
            return day < from
        }) {
            return found.rule
        }
        guard let model = item.scope.model else { return nil }
        let row = try tx.one("SELECT warranty_months, warranty_from FROM product_model WHERE id = \(model)")
        return CoverRule(months: try row("warranty_months"), from: try row("warranty_from"))
    }

    /// - Throws: `FieldRefusal` where both or none are named, or there is no such thing.
    static func scope(
        _ model: String?, _ group: ID<ProductGroup>?, _ tx: Transaction
    ) throws -> RuleScope {
        switch (model, group) {
        case (let code?, nil):
            guard let id: ID<ProductModel> = try tx.value("SELECT id FROM product_model WHERE code = \(code)") else {
                throw FieldRefusal(field: "model", complaint: Complaint("warranty.model_unknown", code))
            }
            return .model(id)
        case (nil, let group?):
            guard try tx.value("SELECT 1 FROM product_group WHERE id = \(group)", as: Int.self) != nil else {
                throw FieldRefusal(field: "group", complaint: Complaint("form.choose"))
            }
            return .group(group)
        default: throw FieldRefusal(field: "model", complaint: Complaint("warranty.scope_missing"))
        }
    }

    /// One person may change the months of a model's row until two people have given it or its group a rule.
    /// - Throws: `warranty.ruled`, `warranty.ruled_group`.
    static func checkUnruled(_ model: ID<ProductModel>, _ tx: Transaction) throws {
        let row = try tx.row(
            """
            SELECT m.code, r.model_id FROM product_model m
            JOIN warranty_rule r ON r.model_id = m.id OR r.group_id = m.group_id
            WHERE m.id = \(model) AND r.state = 'active' ORDER BY (r.model_id IS NULL), r.id LIMIT 1
            """)
        guard let row else { return }
        let own: ID<ProductModel>? = try row.optional("model_id")
        throw Complaint(own == nil ? "warranty.ruled_group" : "warranty.ruled", try row("code"))
    }

    /// What decides for a machine of this model that is sold on a day: a rule of its own before one of its group. nil: the
    /// months of its row.
    static func deciding(
        _ model: ID<ProductModel>, in group: ID<ProductGroup>, on day: CalendarDay, _ tx: Transaction
    ) throws -> WarrantyRuleItem? {
        let rules = try items(
            """
            (r.model_id = \(model) OR r.group_id = \(group)) AND r.state = 'active' AND r.sold_from <= \(day)
            ORDER BY r.sold_from DESC, r.id DESC
            """, tx)
        return rules.first { $0.scope.model != nil } ?? rules.first
    }

    /// Those in force, the newest first.
    static func inForce(_ tx: Transaction) throws -> Reply<[RuleScope: [CoverRule]]> {
        try tx.ask(
            """
            SELECT r.id, r.model_id, r.group_id, r.sold_from, r.starts, r.repair_months, r.part_months, r.part_service,
                   r.repair_days, r.voids, r.exchange_failures, r.exchange_days, t.subject, t.months
            FROM warranty_rule r JOIN warranty_term t ON t.rule_id = r.id
            WHERE r.state = 'active' ORDER BY r.sold_from DESC, r.id
            """
        ) { rows in
            try rules(rows).reduce(into: [:]) { all, rule in all[rule.scope, default: []].append(rule.rule) }
        }
    }

    private static func rules(_ rows: [Row]) throws -> [(
        id: ID<WarrantyRule>, scope: RuleScope, rule: CoverRule, row: Row
    )] {
        var terms: [ID<WarrantyRule>: [CoverTerm]] = [:]
        var order: [(ID<WarrantyRule>, Row)] = []
        for row in rows {
            let id: ID<WarrantyRule> = try row("id")
            if terms[id] == nil { order.append((id, row)) }
            guard let subject = CoverSubject(try row("subject") as String) else { continue }
            terms[id, default: []].append(CoverTerm(subject, months: try row("months")))
        }
        return try order.map { id, row in
            let scope: RuleScope =
                if let model: ID<ProductModel> = try row.optional("model_id") { .model(model) } else {
                    .group(try row("group_id"))
                }
            let voids: String = try row("voids")
            let rule = CoverRule(
                soldFrom: try row("sold_from"), start: CoverStart(try row("starts")) ?? CoverStart(.sale),
                terms: terms[id] ?? [], repairMonths: try row("repair_months"), partMonths: try row("part_months"),
                partService: try row("part_service"), repairDays: try row.optional("repair_days"),
                voids: voids.split(separator: "\n").map(String.init),
                exchange: ExchangeLimits(
                    failures: try row.optional("exchange_failures"), days: try row.optional("exchange_days")))
            return (id, scope, rule, row)
        }
    }

    private static func condition(_ scope: RuleScope) -> SQL {
        switch scope {
        case .model(let id): "r.model_id = \(id)"
        case .group(let id): "r.group_id = \(id)"
        }
    }

    private static func items(_ condition: SQL, _ tx: Transaction) throws -> [WarrantyRuleItem] {
        let rows = try tx.rows(
            """
            SELECT r.id, r.model_id, r.group_id, r.version, r.state, r.sold_from, r.starts, r.repair_months, r.part_months,
                   r.part_service, r.repair_days, r.voids, r.exchange_failures, r.exchange_days, r.revision, r.made_by, r.made_at, r.activated_at, p.name AS maker,
                   a.name AS activator, m.code, g.name_fa, g.name_en, t.subject, t.months
            FROM warranty_rule r
            JOIN warranty_term t ON t.rule_id = r.id
            JOIN person p ON p.id = r.made_by
            LEFT JOIN person a ON a.id = r.activated_by
            LEFT JOIN product_model m ON m.id = r.model_id
            JOIN product_group g ON g.id = coalesce(m.group_id, r.group_id)
            WHERE \(condition)
            """)
        return try rules(rows).map { id, scope, rule, row in
            WarrantyRuleItem(
                id: id, scope: scope, code: try row.optional("code"), group: try BothNames(row),
                version: try row("version"), state: try row("state"), rule: rule, revision: try row("revision"),
                madeBy: try row("made_by"), maker: try row("maker"), madeAt: try row("made_at"),
                activator: try row.optional("activator"), activatedAt: try row.optional("activated_at"))
        }
    }
}
