import Database
import Domain
import Ground

/// Machines of a model that were made in one month, and how many of them failed.
package struct BatchKey: Hashable, Sendable {
    package let model: ID<ProductModel>
    /// The first day of the month of production, or of the sale where that is not known.
    package let from: CalendarDay
}

/// Keeps how each batch fails beside the others of its group.
package enum BatchStore {
    private static let together = 200
    /// The day a machine counts from, and that from which it is in service.
    private static let made: SQL = "coalesce(u.produced_on, u.purchased_on, u.installed_on)"
    private static let begun: SQL = "coalesce(u.installed_on, u.purchased_on, u.produced_on)"

    package struct Batch: Sendable {
        package let key: BatchKey
        package let units: Int
        package let found: Int
        /// In thousandths.
        package let expected: Int64
    }

    package static func read(in company: OpenCompany, _ tx: Transaction) throws -> [Batch] {
        let (today, calendar) = (company.clock.day(of: tx.now), company.clock.calendar)
        var (batches, groups): ([BatchKey: ServiceMonths], [ID<ProductModel>: ID<ProductGroup>]) = ([:], [:])
        for row in try tx.rows("SELECT id, group_id FROM product_model") { groups[try row("id")] = try row("group_id") }
        try tx.forEach(
            "SELECT u.model_id, \(made) AS made_on, \(begun) AS begun_on FROM unit u WHERE u.merged_into IS NULL AND \(made) IS NOT NULL"
        ) { row in
            let begun: CalendarDay = try row("begun_on")
            batches[try key(row, calendar), default: ServiceMonths()].addUnit(inServiceFor: begun.distance(to: today))
        }
        try tx.forEach(
            """
            SELECT u.model_id, \(made) AS made_on, \(begun) AS begun_on, j.completed_on
            FROM job j JOIN unit u ON u.id = j.unit_id
            WHERE j.service_type = 'repair' AND j.outcome || '' = 'completed' AND j.completed_on IS NOT NULL
                AND u.merged_into IS NULL AND \(made) IS NOT NULL
            """
        ) { row in
            let (begun, failed): (CalendarDay, CalendarDay) = (try row("begun_on"), try row("completed_on"))
            batches[try key(row, calendar), default: ServiceMonths()]
                .addFailure(after: begun.distance(to: failed), inServiceFor: begun.distance(to: today))
        }
        let whole = batches.reduce(into: [ID<ProductGroup>: ServiceMonths]()) { whole, batch in
            if let group = groups[batch.key.model] { whole[group, default: ServiceMonths()] += batch.value }
        }
        return batches.compactMap { key, months in
            guard months.found > 0, let all = groups[key.model].flatMap({ whole[$0] }),
                let expected = months.expected(among: all)
            else { return nil }
            return Batch(key: key, units: months.units, found: months.found, expected: expected)
        }
    }

    private static func key(_ row: Row, _ calendar: CalendarSystem) throws -> BatchKey {
        let day: CalendarDay = try row("made_on")
        let (year, month) = calendar.month(of: day)
        return BatchKey(model: try row("model_id"), from: calendar.days(ofMonth: year, month).lowerBound)
    }

    static func replace(_ batches: [Batch], _ tx: Transaction) throws {
        try tx.later("DELETE FROM report_batch")
        let all = batches.sorted { ($0.key.model, $0.key.from) < ($1.key.model, $1.key.from) }
        for start in stride(from: 0, to: all.count, by: together) {
            var rows: SQL = "INSERT INTO report_batch (model_id, month_from, units, found, expected) VALUES"
            for (index, batch) in all[start..<min(start + together, all.count)].enumerated() {
                if index > 0 { rows += "," }
                rows += "(\(batch.key.model), \(batch.key.from), \(batch.units), \(batch.found), \(batch.expected))"
            }
            try tx.later(rows)
        }
    }

    /// All that failed at least once, by how far they lie above what was to be expected.
    package static func all(_ tx: Transaction) throws -> [Batch] {
        try tx.rows("SELECT model_id, month_from, units, found, expected FROM report_batch").map { row in
            Batch(
                key: BatchKey(model: try row("model_id"), from: try row("month_from")), units: try row("units"),
                found: try row("found"), expected: try row("expected"))
        }
    }
}
