import Database
import Domain
import Ground
import Web

extension PlanBasis: ColumnValue {}
extension ClosedDays: ColumnValue {}
extension PlanState: ColumnValue {}
extension CallOutcome: ColumnValue {}

/// For which machines a template is.
enum PlanTarget: Hashable, Sendable {
    case group(ID<ProductGroup>)
    case model(ID<ProductModel>)

    /// As a form and the history write it: `group:3`.
    var text: String {
        switch self {
        case .group(let id): "group:\(id)"
        case .model(let id): "model:\(id)"
        }
    }

    var group: ID<ProductGroup>? { if case .group(let id) = self { id } else { nil } }
    var model: ID<ProductModel>? { if case .model(let id) = self { id } else { nil } }

    init?(text: String) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        switch parts[0] {
        case "group": if let id = ID<ProductGroup>(parts[1]) { self = .group(id) } else { return nil }
        case "model": if let id = ID<ProductModel>(parts[1]) { self = .model(id) } else { return nil }
        default: return nil
        }
    }
}

/// What a template says, whoever says it.
package struct TemplateFacts: Sendable {
    let name: String
    let target: PlanTarget
    let serviceType: String
    let rule: PlanRule

    init(name: String, target: PlanTarget, serviceType: String, rule: PlanRule) {
        (self.name, self.target, self.serviceType, self.rule) = (name, target, serviceType, rule)
    }

    /// For all machines of a group.
    package init(name: String, group: ID<ProductGroup>, serviceType: String, rule: PlanRule) {
        self.init(name: name, target: .group(group), serviceType: serviceType, rule: rule)
    }

    /// As the history keeps it.
    var texts: [String: String] {
        let days = [rule.early, rule.late].map(String.init).joined(separator: "/")
        let steps = rule.steps.map { "\($0.months)\($0.isFree ? "" : "+")" }.joined(separator: ", ")
        return [
            "name": name, "for": target.text, "service": serviceType, "basis": rule.basis.rawValue,
            "day": String(rule.day.code), "closed": rule.closed.rawValue, "window": days, "steps": steps,
            "again": rule.again.map(String.init) ?? "", "check": rule.steps.map(\.checkList).joined(separator: "\n"),
        ]
    }
}

/// A template as it stands.
struct TemplateRow: Sendable {
    let id: ID<PlanTemplate>
    let facts: TemplateFacts
    let targetNames: BothNames
    let isRetired: Bool
    let version: Int
}

package enum TemplateStore {
    private static let room = "plans"

    static func all(_ tx: Transaction) throws -> [TemplateRow] { try rows("1 = 1", tx) }

    /// - Throws: `Refusal.hidden` where there is none.
    static func find(_ id: ID<PlanTemplate>, _ tx: Transaction) throws -> TemplateRow {
        guard let row = try rows("t.id = \(id)", tx).first else { throw Refusal.hidden }
        return row
    }

    private static func rows(_ condition: SQL, _ tx: Transaction) throws -> [TemplateRow] {
        let rows = try tx.rows(
            """
            SELECT t.id, t.name, t.group_id, t.model_id, t.service_type, t.basis, t.month_day, t.closed_days, t.early_days,
                   t.late_days, t.again_months, t.is_retired, t.version, g.name_fa, g.name_en, m.name AS model
            FROM plan_template t LEFT JOIN product_group g ON g.id = t.group_id
            LEFT JOIN product_model m ON m.id = t.model_id
            WHERE \(condition) ORDER BY t.is_retired, t.id
            """)
        let ids: [ID<PlanTemplate>] = try rows.map { try $0("id") }
        let steps = try tx.rows(
            "SELECT template_id, months, is_free, check_list FROM plan_step WHERE template_id IN (\(ids)) ORDER BY position"
        ).reduce(into: [ID<PlanTemplate>: [PlanRule.Step]]()) { all, row in
            let step = try PlanRule.Step(
                months: row("months"), isFree: row("is_free"), checkList: row("check_list"))
            all[try row("template_id"), default: []].append(step)
        }
        return try rows.compactMap { try template($0, steps) }
    }

    private static func template(
        _ row: Row, _ steps: [ID<PlanTemplate>: [PlanRule.Step]]
    ) throws -> TemplateRow? {
        let id: ID<PlanTemplate> = try row("id")
        let (group, model): (ID<ProductGroup>?, ID<ProductModel>?) = (
            try row.optional("group_id"), try row.optional("model_id")
        )
        guard let target = group.map(PlanTarget.group) ?? model.map(PlanTarget.model),
            let day = PlanDay(code: try row("month_day"))
        else { return nil }
        let rule = try PlanRule(
            row("basis"), on: day, closed: row("closed_days"), early: row("early_days"), late: row("late_days"),
            steps: steps[id] ?? [], again: row.optional("again_months"))
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
        let rule = facts.rule
        let id: ID<PlanTemplate> = try tx.insert(
            """
            INSERT INTO plan_template (name, group_id, model_id, service_type, basis, month_day, closed_days, early_days,
                                       late_days, again_months, made_by, made_at)
            VALUES (\(facts.name), \(facts.target.group), \(facts.target.model), \(facts.serviceType), \(rule.basis),
                    \(rule.day.code), \(rule.closed), \(rule.early), \(rule.late), \(rule.again), \(person), \(tx.now))
            """)
        try addSteps(rule, id, tx)
        try EventStore.add(
            Event("added", of: .planTemplate(id), in: room, detail: ["name": facts.name]), by: person, tx)
        try plan(id, by: person, in: company, tx)
        return id
    }

    private static func addSteps(_ rule: PlanRule, _ id: ID<PlanTemplate>, _ tx: Transaction) throws {
        for (index, step) in rule.steps.enumerated() {
            try tx.later(
                """
                INSERT INTO plan_step (template_id, position, months, is_free, check_list)
                VALUES (\(id), \(index + 1), \(step.months), \(step.isFree), \(step.checkList))
                """)
        }
    }

    /// What nobody has called about moves with it, in the background. - Throws: `Refusal.stale` where somebody was faster.
    static func change(
        _ id: ID<PlanTemplate>, at version: Int, to new: TemplateFacts, by person: ID<Person>, in company: OpenCompany,
        _ tx: Transaction
    ) throws {
        let (old, rule) = (try find(id, tx), new.rule)
        let changed = try tx.execute(
            """
            UPDATE plan_template SET name = \(new.name), group_id = \(new.target.group), model_id = \(new.target.model),
                service_type = \(new.serviceType), basis = \(rule.basis), month_day = \(rule.day.code),
                closed_days = \(rule.closed), early_days = \(rule.early), late_days = \(rule.late),
                again_months = \(rule.again), version = version + 1
            WHERE id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        _ = try tx.execute("DELETE FROM plan_step WHERE template_id = \(id)")
        try addSteps(rule, id, tx)
        let event = Event("changed", of: .planTemplate(id), in: room, from: old.facts.texts, to: new.texts)
        if event.changesSomething { try EventStore.add(event, by: person, tx) }
        try plan(id, by: person, in: company, tx)
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
        try tx.rows("SELECT template_id, state, count(*) AS count FROM plan_service GROUP BY template_id, state")
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
