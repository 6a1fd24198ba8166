import Database
import Domain
import Ground

/// Machines as plans see them, and what is planned for them.
enum PlannerStore {
    struct Machine: Sendable {
        let id: ID<Unit>
        let model: ID<ProductModel>
        let group: ID<ProductGroup>
        let installedOn: CalendarDay?
        let city: ID<City>?
    }

    struct Known: Sendable {
        let id: ID<PlanService>
        let unit: ID<Unit>
        let template: ID<PlanTemplate>
        let service: PlannedService
        let state: PlanState
        let doneOn: CalendarDay?
        let city: ID<City>?
        let version: Int

        /// One whose window is over is missed, and moves no more.
        func isOpen(on today: CalendarDay) -> Bool { state.isUntouched && service.window.upperBound >= today }
    }

    /// Those that stand somewhere; not those of a customer whose data were taken out, nor those that were exchanged or turned out to
    /// be another.
    static func machines(_ units: PlannedUnits, _ tx: Transaction) throws -> [Machine] {
        try tx.rows(
            """
            SELECT u.id, u.model_id, u.installed_on, m.group_id,
                   coalesce(k.erased_at, u.quarantined_on, u.merged_into) AS gone,
                   (SELECT j.city_id FROM job j WHERE j.unit_id = u.id ORDER BY j.id DESC LIMIT 1) AS city_id
            FROM unit u JOIN product_model m ON m.id = u.model_id JOIN customer k ON k.id = u.customer_id
            WHERE \(units.condition("u.id")) AND \(units.standing)
            """
        ).map { row in
            let gone: Int64? = try row.optional("gone")
            return Machine(
                id: try row("id"), model: try row("model_id"), group: try row("group_id"),
                installedOn: gone == nil ? try row.optional("installed_on") : nil, city: try row.optional("city_id"))
        }
    }

    static func known(
        _ units: PlannedUnits, _ templates: [ID<PlanTemplate>], _ tx: Transaction
    ) throws -> [Known] {
        try known("\(units.condition("unit_id")) AND template_id IN (\(templates))", tx)
    }

    /// Of all machines.
    static func known(of template: ID<PlanTemplate>, _ tx: Transaction) throws -> [Known] {
        try known("template_id = \(template)", tx)
    }

    private static func known(_ condition: SQL, _ tx: Transaction) throws -> [Known] {
        try tx.rows(
            """
            SELECT id, unit_id, template_id, position, planned_on, from_on, until_on, is_free, city_id, state, done_on,
                   version
            FROM plan_service WHERE \(condition)
            """
        ).map { row in
            let (from, until): (CalendarDay, CalendarDay) = (try row("from_on"), try row("until_on"))
            return Known(
                id: try row("id"), unit: try row("unit_id"), template: try row("template_id"),
                service: PlannedService(
                    number: try row("position"), day: try row("planned_on"), window: from...until,
                    isFree: try row("is_free")),
                state: try row("state"), doneOn: try row.optional("done_on"), city: try row.optional("city_id"),
                version: try row("version"))
        }
    }

    private static let together = 200

    /// One that is there already stays as it is: planned twice is once.
    static func add(_ rows: [SQL], _ tx: Transaction) throws {
        for start in stride(from: 0, to: rows.count, by: together) {
            let part = rows[start..<min(start + together, rows.count)]
            let values = part.dropFirst().reduce(part[start]) { $0 + "," + $1 }
            try tx.later(
                """
                INSERT INTO plan_service (unit_id, template_id, position, planned_on, from_on, until_on, is_free, city_id,
                                          state, call_on)
                VALUES \(values) ON CONFLICT (unit_id, template_id, position) DO NOTHING
                """)
        }
    }

    static func row(
        _ unit: ID<Unit>, _ template: ID<PlanTemplate>, _ service: PlannedService, _ city: ID<City>?, _ state: PlanState
    ) -> SQL {
        """
        (\(unit), \(template), \(service.number), \(service.day), \(service.window.lowerBound),
         \(service.window.upperBound), \(service.isFree), \(city), \(state), \(service.window.lowerBound))
        """
    }

    static func move(
        _ id: ID<PlanService>, to service: PlannedService, _ city: ID<City>?, _ state: PlanState, version: Int,
        _ tx: Transaction
    ) throws {
        try tx.later(
            """
            UPDATE plan_service SET planned_on = \(service.day), from_on = \(service.window.lowerBound),
                until_on = \(service.window.upperBound), is_free = \(service.isFree), city_id = \(city),
                state = \(state), call_on = \(service.window.lowerBound), version = version + 1
            WHERE id = \(id) AND version = \(version)
            """)
    }

    static func drop(_ id: ID<PlanService>, version: Int, _ tx: Transaction) throws {
        try tx.later(
            "DELETE FROM plan_service WHERE id = \(id) AND version = \(version) AND state IN ('planned', 'due')")
    }

    static func lastUnit(_ tx: Transaction) throws -> Int64 { try tx.value("SELECT max(id) FROM unit") ?? 0 }
}
