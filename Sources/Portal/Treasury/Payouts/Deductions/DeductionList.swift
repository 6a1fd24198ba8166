import Database
import Domain

/// The company's rules of deductions.
enum DeductionList {
    struct Line: Sendable {
        let rule: DeductionRule
        let madeByName: String?
        let madeAt: Instant
        let endedByName: String?
    }

    /// In the order in which they are taken.
    static func inForce(on day: CalendarDay, _ tx: Transaction) throws -> [DeductionRule] {
        try tx.rows(
            """
            SELECT \(columns) FROM deduction_rule r
            WHERE r.valid_from <= \(day) AND (r.valid_to IS NULL OR r.valid_to >= \(day)) ORDER BY r.position, r.id
            """
        ).map(rule)
    }

    /// Those that are in force or will be, in their order; then the others, newest first.
    static func all(today: CalendarDay, _ tx: Transaction) throws -> (open: [Line], past: [Line]) {
        let lines = try tx.rows(
            """
            SELECT \(columns), r.made_at, m.name AS made_by_name, e.name AS ended_by_name FROM deduction_rule r
            LEFT JOIN person m ON m.id = r.made_by LEFT JOIN person e ON e.id = r.ended_by ORDER BY r.position, r.id
            """
        ).map { row in
            Line(
                rule: try rule(row), madeByName: try row.optional("made_by_name"), madeAt: try row("made_at"),
                endedByName: try row.optional("ended_by_name"))
        }
        let isOpen = { (line: Line) in line.rule.to.map { $0 >= max(today, line.rule.from) } ?? true }
        return (lines.filter(isOpen), lines.filter { !isOpen($0) }.sorted { $0.rule.id > $1.rule.id })
    }

    private static let columns: SQL = """
        r.id, r.kind, r.position, r.percent, r.base, r.grades, r.is_for_registered, r.valid_from, r.valid_to
        """

    static func rule(_ row: Row) throws -> DeductionRule {
        let hundredths: Int = try row("percent")
        guard let percent = Percent(hundredths: hundredths) else { throw DatabaseFault.column("percent") }
        let grades: String = try row("grades")
        return DeductionRule(
            id: try row("id"), kind: try row("kind"), position: try row("position"), percent: percent,
            base: try row("base"), grades: Set(grades.split(separator: "|").map(String.init)),
            isForRegistered: try row("is_for_registered"), from: try row("valid_from"), to: try row.optional("valid_to")
        )
    }
}
