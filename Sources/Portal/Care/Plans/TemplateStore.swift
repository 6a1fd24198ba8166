import Database
import Domain
import Ground
import Web

extension PlanBasis: ColumnValue {}
extension ClosedDays: ColumnValue {}
extension PlanState: ColumnValue {}
extension CallOutcome: ColumnValue {}
extension UsageKind: ColumnValue {}
extension UsageBreak: ColumnValue {}

package enum TemplateStore {
    private static let room = "plans"

    /// Not those that are a contract's own: there may be as many as contracts.
    static let general: SQL = "(t.group_id IS NOT NULL OR t.model_id IS NOT NULL)"

    static func all(_ tx: Transaction) throws -> [TemplateRow] { try rows(general, tx) }

    /// - Throws: `Refusal.hidden` where there is none.
    static func find(_ id: ID<PlanTemplate>, _ tx: Transaction) throws -> TemplateRow {
        guard let row = try rows("t.id = \(id)", tx).first else { throw Refusal.hidden }
        return row
    }

    private static func rows(_ condition: SQL, _ tx: Transaction) throws -> [TemplateRow] {
        let rows = try tx.rows(
            """
            SELECT t.id, t.name, t.group_id, t.model_id, t.service_type, t.basis, t.month_day, t.closed_days, t.early_days,
                   t.late_days, t.again_months, t.usage_kind, t.again_usage, t.usual_month, t.is_retired, t.version, g.name_fa, g.name_en, m.name AS model
            FROM plan_template t LEFT JOIN product_group g ON g.id = t.group_id
            LEFT JOIN product_model m ON m.id = t.model_id
            WHERE \(condition) ORDER BY t.is_retired, t.id
            """)
        let steps = try TemplateStepStore.all(of: rows.map { try $0("id") }, tx)
        return try rows.compactMap { try template($0, steps) }
    }

    /// Also of a plan that is a contract's own. - Throws: `Refusal.hidden` where there is none.
    static func rule(of id: ID<PlanTemplate>, _ tx: Transaction) throws -> PlanRule {
        let row = try tx.row(
            """
            SELECT group_id, model_id, basis, month_day, closed_days, early_days, late_days, again_months, usage_kind,
                   again_usage, usual_month
            FROM plan_template WHERE id = \(id)
            """)
        guard let row, let rule = try rule(row, target(row), TemplateStepStore.all(of: [id], tx)[id] ?? []) else {
            throw Refusal.hidden
        }
        return rule
    }

    private static func rule(_ row: Row, _ target: PlanTarget?, _ all: [TemplateStep]) throws -> PlanRule? {
        let steps = all.map(\.step)
        if let kind: UsageKind = try row.optional("usage_kind") {
            let terms = UsageTerms(
                kind, amounts: all.compactMap(\.amount), again: try row.optional("again_usage"),
                usualMonth: try row.optional("usual_month"))
            return try PlanRule(
                by: terms, row("basis"), early: row("early_days"), late: row("late_days"), steps: steps)
        }
        guard let day = PlanDay(code: try row("month_day")) else { return nil }
        return try PlanRule(
            row("basis"), on: day, closed: row("closed_days"), early: row("early_days"), late: row("late_days"),
            steps: steps, again: row.optional("again_months"), isFromFirstDay: target == nil)
    }

    /// nil for a contract's own.
    private static func target(_ row: Row) throws -> PlanTarget? {
        let group: ID<ProductGroup>? = try row.optional("group_id")
        let model: ID<ProductModel>? = try row.optional("model_id")
        return group.map(PlanTarget.group) ?? model.map(PlanTarget.model)
    }

    private static func template(
        _ row: Row, _ steps: [ID<PlanTemplate>: [TemplateStep]]
    ) throws -> TemplateRow? {
        let id: ID<PlanTemplate> = try row("id")
        guard let target = try target(row), let rule = try rule(row, target, steps[id] ?? []) else { return nil }
        let name: String? = try row.optional("model")
        return TemplateRow(
            id: id,
            facts: TemplateFacts(
                name: try row("name"), target: target, serviceType: try row("service_type"), rule: rule),
            targetNames: try name.map { BothNames(fa: $0, en: $0) } ?? BothNames(row), isRetired: try row("is_retired"),
            version: try row("version"))
    }

    /// Puts it on the machines that stand already, in the background.
    package static func add(
        _ facts: TemplateFacts, by person: ID<Person>, in company: OpenCompany, _ tx: Transaction
    ) throws -> ID<PlanTemplate> {
        let id = try insert(facts.name, facts.target, facts.serviceType, facts.rule, by: person, tx)
        try EventStore.add(
            Event("added", of: .planTemplate(id), in: room, detail: ["name": facts.name]), by: person, tx)
        try plan(id, by: person, in: company, tx)
        return id
    }

    /// - Parameter target: nil for a contract's own.
    static func insert(
        _ name: String, _ target: PlanTarget?, _ serviceType: String, _ rule: PlanRule, by person: ID<Person>,
        _ tx: Transaction
    ) throws -> ID<PlanTemplate> {
        let id: ID<PlanTemplate> = try tx.insert(
            """
            INSERT INTO plan_template (name, group_id, model_id, service_type, basis, month_day, closed_days, early_days,
                                       late_days, again_months, usage_kind, again_usage, usual_month, made_by, made_at)
            VALUES (\(name), \(target?.group), \(target?.model), \(serviceType), \(rule.basis), \(rule.day.code),
                    \(rule.closed), \(rule.early), \(rule.late), \(rule.again), \(rule.usage?.kind), \(rule.usage?.again),
                    \(rule.usage?.usualMonth), \(person), \(tx.now))
            """)
        try TemplateStepStore.add(rule, to: id, tx)
        return id
    }

    /// What nobody has called about moves with it, in the background. - Throws: `Refusal.stale` where somebody was faster.
    static func change(
        _ id: ID<PlanTemplate>, at version: Int, to new: TemplateFacts, by person: ID<Person>, in company: OpenCompany,
        _ tx: Transaction
    ) throws {
        let old = try find(id, tx)
        guard old.version == version else { throw Refusal.stale(Complaint("error.stale")) }
        try rewrite(id, new.name, new.target, new.serviceType, new.rule, tx)
        let event = Event("changed", of: .planTemplate(id), in: room, from: old.facts.texts, to: new.texts)
        if event.changesSomething { try EventStore.add(event, by: person, tx) }
        try plan(id, by: person, in: company, tx)
    }

    /// - Parameter target: nil for a contract's own.
    static func rewrite(
        _ id: ID<PlanTemplate>, _ name: String, _ target: PlanTarget?, _ serviceType: String, _ rule: PlanRule,
        _ tx: Transaction
    ) throws {
        _ = try tx.execute(
            """
            UPDATE plan_template SET name = \(name), group_id = \(target?.group), model_id = \(target?.model),
                service_type = \(serviceType), basis = \(rule.basis), month_day = \(rule.day.code),
                closed_days = \(rule.closed), early_days = \(rule.early), late_days = \(rule.late),
                again_months = \(rule.again), usage_kind = \(rule.usage?.kind), again_usage = \(rule.usage?.again),
                usual_month = \(rule.usage?.usualMonth), version = version + 1
            WHERE id = \(id)
            """)
        try TemplateStepStore.remove(of: id, tx)
        try TemplateStepStore.add(rule, to: id, tx)
    }

    /// Sets it aside: it plans nothing more, and what nobody has called about goes; or takes it up again.
    /// - Throws: `Refusal.stale` where somebody was faster.
    static func setRetired(
        _ isRetired: Bool, _ id: ID<PlanTemplate>, at version: Int, by person: ID<Person>, in company: OpenCompany,
        _ tx: Transaction
    ) throws {
        let changed = try tx.execute(
            """
            UPDATE plan_template SET is_retired = \(isRetired), version = version + 1
            WHERE id = \(id) AND version = \(version) AND is_retired <> \(isRetired)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        try EventStore.add(
            Event(isRetired ? "retired" : "restored", of: .planTemplate(id), in: room), by: person, tx)
        try plan(id, by: person, in: company, tx)
    }

    private static func plan(
        _ id: ID<PlanTemplate>, by person: ID<Person>, in company: OpenCompany, _ tx: Transaction
    ) throws {
        try RunStore.add(PlanUnits.ofTemplate.name, of: id.value, by: person, in: company, tx)
    }

    /// How many services of each template stand in each state.
    static func counts(_ tx: Transaction) throws -> [ID<PlanTemplate>: [PlanState: Int]] {
        try tx.rows(
            """
            SELECT s.template_id, s.state, count(*) AS count FROM plan_template t JOIN plan_service s ON s.template_id = t.id
            WHERE \(general) GROUP BY s.template_id, s.state
            """
        )
        .reduce(into: [:]) { all, row in
            all[try row("template_id"), default: [:]][try row("state")] = try row("count") as Int
        }
    }

    static let naming = SubjectNaming("plan_template") { ids, context, tx in
        guard context.may(TemplateRoutes.one) else { return [] }
        return try tx.rows("SELECT id, name FROM plan_template WHERE id IN (\(ids))")
    } link: { row, context in
        SubjectLink(label: try row("name"), href: context.paths(TemplateRoutes.one, try row("id")))
    }
}

extension EventSubject {
    static func planTemplate(_ id: ID<PlanTemplate>) -> EventSubject { EventSubject("plan_template", id.value) }
    static func planService(_ id: ID<PlanService>) -> EventSubject { EventSubject("plan_service", id.value) }
}
