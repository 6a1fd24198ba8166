import Database
import Domain
import Ground
import Web

/// Rules of deductions: each has a first day and perhaps a last one, and nothing else of it ever changes.
enum DeductionStore {
    @discardableResult
    static func add(_ rule: AddDeduction, by: ID<Person>, _ tx: Transaction) throws -> ID<DeductionRule> {
        let id: ID<DeductionRule> = try tx.insert(
            """
            INSERT INTO deduction_rule (kind, position, percent, base, grades, is_for_registered, valid_from, valid_to,
                                        made_by, made_at)
            VALUES (\(rule.kind), \(rule.position), \(rule.percent.hundredths), \(rule.base),
                    \(rule.grades.sorted().joined(separator: "|")), \(rule.isForRegistered), \(rule.from), \(rule.to), \(by),
                    \(tx.now))
            """)
        let event = Event(
            "deduction_added", of: .deduction(id), in: "settings",
            detail: [
                "deduction": rule.kind.rawValue, "percent": rule.percent.text, "from": rule.from.isoText,
                "to": rule.to?.isoText ?? "",
            ])
        try EventStore.add(event, by: by, tx)
        return id
    }

    /// - Throws: `Refusal.hidden` where there is none.
    static func find(_ id: ID<DeductionRule>, _ tx: Transaction) throws -> DeductionRule {
        let row = try tx.row(
            """
            SELECT id, kind, position, percent, base, grades, is_for_registered, valid_from, valid_to FROM deduction_rule
            WHERE id = \(id)
            """)
        guard let row else { throw Refusal.hidden }
        return try DeductionList.rule(row)
    }

    static func end(_ rule: DeductionRule, on day: CalendarDay, by: ID<Person>, _ tx: Transaction) throws {
        let id = rule.id
        try tx.execute(
            "UPDATE deduction_rule SET valid_to = \(day), ended_by = \(by), ended_at = \(tx.now) WHERE id = \(id)")
        let event = Event(
            "deduction_ended", of: .deduction(id), in: "settings",
            changes: ["to": (before: rule.to?.isoText ?? "", after: day.isoText)],
            detail: ["deduction": rule.kind.rawValue])
        try EventStore.add(event, by: by, tx)
    }
}
