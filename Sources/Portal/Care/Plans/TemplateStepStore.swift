import Database
import Domain
import Ground

/// A service of a template.
struct TemplateStep: Sendable {
    let step: PlanRule.Step
    /// After how much, in a plan that counts usage.
    let amount: Int64?
}

/// The services of templates, with what is taken along for each.
enum TemplateStepStore {
    static func all(
        of ids: [ID<PlanTemplate>], _ tx: Transaction
    ) throws -> [ID<PlanTemplate>: [TemplateStep]] {
        let kits = try kits(of: ids, tx)
        return try tx.rows(
            """
            SELECT template_id, position, months, amount, is_free, check_list FROM plan_step WHERE template_id IN (\(ids))
            ORDER BY position
            """
        ).reduce(into: [:]) { all, row in
            let place = StepPlace(template: try row("template_id"), position: try row("position"))
            let step = try PlanRule.Step(
                months: row("months"), isFree: row("is_free"), checkList: row("check_list"), kit: kits[place] ?? [])
            all[place.template, default: []].append(TemplateStep(step: step, amount: try row.optional("amount")))
        }
    }

    private struct StepPlace: Hashable {
        let template: ID<PlanTemplate>
        let position: Int
    }

    private static func kits(of ids: [ID<PlanTemplate>], _ tx: Transaction) throws -> [StepPlace: [KitPart]] {
        try tx.rows(
            """
            SELECT template_id, position, part, quantity FROM plan_part WHERE template_id IN (\(ids))
            ORDER BY template_id, position, place
            """
        ).reduce(into: [:]) { all, row in
            let place = StepPlace(template: try row("template_id"), position: try row("position"))
            all[place, default: []].append(KitPart(name: try row("part"), quantity: try row("quantity")))
        }
    }

    static func add(_ rule: PlanRule, to id: ID<PlanTemplate>, _ tx: Transaction) throws {
        for (index, step) in rule.steps.enumerated() {
            try tx.later(
                """
                INSERT INTO plan_step (template_id, position, months, amount, is_free, check_list)
                VALUES (\(id), \(index + 1), \(step.months), \(rule.usage?.amounts[index]), \(step.isFree),
                        \(step.checkList))
                """)
            for (place, part) in step.kit.enumerated() {
                try tx.later(
                    """
                    INSERT INTO plan_part (template_id, position, place, part, quantity)
                    VALUES (\(id), \(index + 1), \(place + 1), \(part.name), \(part.quantity))
                    """)
            }
        }
    }

    static func remove(of id: ID<PlanTemplate>, _ tx: Transaction) throws {
        _ = try tx.execute("DELETE FROM plan_step WHERE template_id = \(id)")
        _ = try tx.execute("DELETE FROM plan_part WHERE template_id = \(id)")
    }
}
