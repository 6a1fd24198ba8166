import Database
import Domain
import Ground

/// Machines of a model that were made in one month, or all of a model by a part that they take.
package struct FailureGroup: Hashable, Comparable, Sendable {
    package let model: ID<ProductModel>
    /// The first day of the month of production, or of the sale where that is not known; nil for a part.
    package var from: CalendarDay?
    /// As reports name it (`JobSetList.key`); empty for a batch.
    package var part = ""

    package static func < (one: Self, other: Self) -> Bool {
        (one.model, one.from?.number ?? 0, one.part) < (other.model, other.from?.number ?? 0, other.part)
    }
}

/// Keeps how each batch, and each model by part, fails beside the others of its group.
package enum BatchStore {
    private static let together = 200
    /// The day a machine counts from, and that from which it is in service.
    private static let made: SQL = "coalesce(u.produced_on, u.purchased_on, u.installed_on)"
    private static let begun: SQL = "coalesce(u.installed_on, u.purchased_on, u.produced_on)"
    private static let repairs: SQL = "FROM job j JOIN unit u ON u.id = j.unit_id"
    private static let counted: SQL = """
        j.service_type = 'repair' AND j.outcome || '' = 'completed' AND j.completed_on IS NOT NULL
            AND u.merged_into IS NULL AND \(made) IS NOT NULL
        """

    package struct Batch: Sendable {
        package let key: FailureGroup
        package let units: Int
        package let count: FailureCount
    }

    package static func read(in company: OpenCompany, _ tx: Transaction) throws -> [Batch] {
        let (today, calendar) = (company.clock.day(of: tx.now), company.clock.calendar)
        var (batches, groups): ([FailureGroup: ServiceMonths], [ID<ProductModel>: ID<ProductGroup>]) = ([:], [:])
        for row in try tx.rows("SELECT id, group_id FROM product_model") { groups[try row("id")] = try row("group_id") }
        try tx.forEach(
            "SELECT u.model_id, \(made) AS made_on, \(begun) AS begun_on FROM unit u WHERE u.merged_into IS NULL AND \(made) IS NOT NULL"
        ) { row in
            let begun: CalendarDay = try row("begun_on")
            batches[try key(row, calendar), default: ServiceMonths()].addUnit(inServiceFor: begun.distance(to: today))
        }
        try tx.forEach(
            "SELECT u.model_id, \(made) AS made_on, \(begun) AS begun_on, j.completed_on \(repairs) WHERE \(counted)"
        ) { row in
            let (begun, failed): (CalendarDay, CalendarDay) = (try row("begun_on"), try row("completed_on"))
            batches[try key(row, calendar), default: ServiceMonths()]
                .addFailure(after: begun.distance(to: failed), inServiceFor: begun.distance(to: today))
        }
        let wholes = batches.reduce(into: [ID<ProductGroup>: ServiceMonths]()) { wholes, batch in
            if let group = groups[batch.key.model] { wholes[group, default: ServiceMonths()] += batch.value }
        }
        return batches.compactMap { key, months in
            groups[key.model].flatMap { wholes[$0] }.flatMap { compared(key, months, among: $0) }
        } + (try parts(batches, groups, wholes.mapValues(\.withoutFailures), today, tx))
    }

    /// nil where it has not failed, or where there is nothing to compare it with.
    private static func compared(
        _ key: FailureGroup, _ months: ServiceMonths, among whole: ServiceMonths
    ) -> Batch? {
        guard months.found > 0, let expected = months.expected(among: whole) else { return nil }
        // What no other model takes is a part of this one alone.
        guard key.part.isEmpty || expected > 0 else { return nil }
        return Batch(key: key, units: months.units, count: FailureCount(found: months.found, expected: expected))
    }

    /// Of each model and part: all machines of the model, and the repairs that took it, each once.
    /// - Parameter machines: those of each group, whether their model ever took a part or not.
    private static func parts(
        _ batches: [FailureGroup: ServiceMonths], _ groups: [ID<ProductModel>: ID<ProductGroup>],
        _ machines: [ID<ProductGroup>: ServiceMonths], _ today: CalendarDay, _ tx: Transaction
    ) throws -> [Batch] {
        struct Whole: Hashable {
            let group: ID<ProductGroup>
            let part: String
        }
        let models = batches.reduce(into: [ID<ProductModel>: ServiceMonths]()) { all, batch in
            all[batch.key.model, default: ServiceMonths()] += batch.value
        }.mapValues(\.withoutFailures)
        var (own, wholes): ([FailureGroup: ServiceMonths], [Whole: ServiceMonths]) = ([:], [:])
        try tx.forEach(
            """
            SELECT DISTINCT j.id, u.model_id, \(begun) AS begun_on, j.completed_on, \(JobSetList.key(.part)) AS part
            \(repairs) JOIN visit v ON v.job_id = j.id JOIN visit_part p ON p.visit_id = v.id WHERE \(counted)
            """
        ) { row in
            let (begun, failed): (CalendarDay, CalendarDay) = (try row("begun_on"), try row("completed_on"))
            let (after, age) = (begun.distance(to: failed), begun.distance(to: today))
            let key = FailureGroup(model: try row("model_id"), part: try row("part"))
            guard let group = groups[key.model] else { return }
            own[key, default: models[key.model] ?? ServiceMonths()].addFailure(after: after, inServiceFor: age)
            wholes[Whole(group: group, part: key.part), default: machines[group] ?? ServiceMonths()]
                .addFailure(after: after, inServiceFor: age)
        }
        return own.compactMap { key, months in
            groups[key.model].flatMap { wholes[Whole(group: $0, part: key.part)] }
                .flatMap { compared(key, months, among: $0) }
        }
    }

    private static func key(_ row: Row, _ calendar: CalendarSystem) throws -> FailureGroup {
        let day: CalendarDay = try row("made_on")
        let (year, month) = calendar.month(of: day)
        return FailureGroup(model: try row("model_id"), from: calendar.days(ofMonth: year, month).lowerBound)
    }

    static func replace(_ batches: [Batch], _ tx: Transaction) throws {
        try tx.later("DELETE FROM report_batch")
        try tx.later("DELETE FROM report_part")
        let all = batches.sorted { $0.key < $1.key }
        try insert(
            all.filter { $0.key.from != nil },
            "INSERT INTO report_batch (model_id, month_from, units, found, expected) VALUES", tx
        ) { "\($0.from)" }
        try insert(
            all.filter { $0.key.from == nil },
            "INSERT INTO report_part (model_id, part, units, found, expected) VALUES", tx
        ) { "\($0.part)" }
    }

    private static func insert(
        _ all: [Batch], _ statement: SQL, _ tx: Transaction, named: (FailureGroup) -> SQL
    ) throws {
        for start in stride(from: 0, to: all.count, by: together) {
            var rows = statement
            for (index, batch) in all[start..<min(start + together, all.count)].enumerated() {
                if index > 0 { rows += "," }
                rows += """
                    (\(batch.key.model), \(named(batch.key)), \(batch.units), \(batch.count.found), \(batch.count.expected))
                    """
            }
            try tx.later(rows)
        }
    }

    /// All that failed at least once.
    package static func all(_ tx: Transaction) throws -> [Batch] {
        try tx.rows(
            """
            SELECT model_id, month_from, '' AS part, units, found, expected FROM report_batch
            UNION ALL SELECT model_id, NULL, part, units, found, expected FROM report_part
            """
        ).map { row in
            Batch(
                key: FailureGroup(
                    model: try row("model_id"), from: try row.optional("month_from"), part: try row("part")),
                units: try row("units"),
                count: FailureCount(found: try row("found"), expected: try row("expected")))
        }
    }
}
