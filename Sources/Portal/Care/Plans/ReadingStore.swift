import Base
import Database
import Domain
import Ground
import Work

/// Marks the ids of what a machine's counter showed.
enum Reading {}

typealias UnitReadings = [UsageKind: [UsageReading]]

/// What a counter showed, for people.
struct ReadingLine: Sendable {
    let kind: UsageKind
    let reading: UsageReading
    let note: String
    let who: String
    let job: String?
}

/// What the counters of machines showed. Rows are only ever added: one that was wrong is followed by one that says so.
enum ReadingStore {
    private static let room = "plans"

    /// In the order of their days.
    static func all(_ units: PlannedUnits, _ tx: Transaction) throws -> [ID<Unit>: UnitReadings] {
        try tx.rows(
            """
            SELECT unit_id, kind, value, read_on, why FROM unit_reading WHERE \(units.condition("unit_id"))
            ORDER BY unit_id, read_on, id
            """
        ).reduce(into: [:]) { all, row in
            all[try row("unit_id"), default: [:]][try row("kind"), default: []].append(try reading(row))
        }
    }

    /// Of one counter, all that was written down, in the order of their days.
    static func written(of unit: ID<Unit>, _ kind: UsageKind, _ tx: Transaction) throws -> [UsageReading] {
        try tx.rows(
            """
            SELECT value, read_on, why FROM unit_reading WHERE unit_id = \(unit) AND kind = \(kind)
            ORDER BY read_on, id
            """
        ).map(reading)
    }

    /// What it shows, as far as is known.
    static func last(of unit: ID<Unit>, _ kind: UsageKind, _ tx: Transaction) throws -> UsageReading? {
        UsageReading.holding(try written(of: unit, kind, tx)).last
    }

    private static func reading(_ row: Row) throws -> UsageReading {
        UsageReading(try row("value"), on: try row("read_on"), why: try row.optional("why"))
    }

    /// Writes it down, and plans what follows from it.
    /// - Throws: as `UsageReading.check`, `plans.reading.why` where it is less and no word says why.
    static func add(
        _ reading: UsageReading, _ kind: UsageKind, of unit: ID<Unit>, note: String, at visit: ID<Visit>? = nil,
        by person: ID<Person>, in company: OpenCompany, _ tx: Transaction
    ) throws {
        // Two who read at once: the second one is measured by the first.
        try UnitStore.hold(unit, tx)
        let written = try written(of: unit, kind, tx)
        try reading.check(among: written, kind, today: company.clock.day(of: tx.now))
        guard reading.why == nil || !note.isEmpty else { throw Complaint("plans.reading.why") }
        try tx.execute(
            """
            INSERT INTO unit_reading (unit_id, kind, value, read_on, why, note, visit_id, made_by, made_at)
            VALUES (\(unit), \(kind), \(reading.value), \(reading.day), \(reading.why), \(note), \(visit), \(person), \(tx.now))
            """)
        let detail = [
            "count": kind.rawValue, "value": String(reading.value), "day": reading.day.isoText,
            "why": reading.why?.rawValue ?? "",
        ]
        try EventStore.add(Event("read", of: .unit(unit), in: room, detail: detail), by: person, tx)
        try PlannedJobs.plan(unit, company, tx)
    }

    /// The newest first.
    static func lines(of unit: ID<Unit>, limit: Int, _ tx: Transaction) throws -> [ReadingLine] {
        try lines("r.unit_id = \(unit)", limit: limit, tx).map(\.line)
    }

    static func lines(at visits: [ID<Visit>], _ tx: Transaction) throws -> [(visit: ID<Visit>, line: ReadingLine)] {
        try lines("r.visit_id IN (\(visits))", limit: 1_000, tx).compactMap { row in
            row.visit.map { (visit: $0, line: row.line) }
        }
    }

    private static func lines(
        _ condition: SQL, limit: Int, _ tx: Transaction
    ) throws -> [(visit: ID<Visit>?, line: ReadingLine)] {
        try tx.rows(
            """
            SELECT r.kind, r.value, r.read_on, r.why, r.note, r.visit_id, p.name AS who, j.number AS job
            FROM unit_reading r JOIN person p ON p.id = r.made_by LEFT JOIN visit v ON v.id = r.visit_id
            LEFT JOIN job j ON j.id = v.job_id
            WHERE \(condition) ORDER BY r.id DESC LIMIT \(literal: limit)
            """
        ).map { row in
            let line = ReadingLine(
                kind: try row("kind"), reading: try reading(row), note: try row("note"), who: try row("who"),
                job: try row.optional("job"))
            return (visit: try row.optional("visit_id"), line: line)
        }
    }

    /// By what the plans of a machine count.
    static func kinds(of unit: ID<Unit>, _ tx: Transaction) throws -> [UsageKind] {
        try tx.list(
            """
            SELECT DISTINCT t.usage_kind FROM plan_template t, unit u JOIN product_model m ON m.id = u.model_id
            WHERE u.id = \(unit) AND t.usage_kind IS NOT NULL AND t.is_retired = 0
                AND (t.model_id = m.id OR t.group_id = m.group_id) ORDER BY t.usage_kind
            """, as: String.self
        ).compactMap(UsageKind.init)
    }

    static func takeOut(_ erasure: CustomerErasure, _ tx: Transaction) throws {
        try erasure.takeOut(tx) { without in
            """
            UPDATE unit_reading SET note = CASE WHEN note = '' THEN '' ELSE \(without("note")) END
            WHERE unit_id IN (SELECT id FROM unit WHERE customer_id = \(erasure.customer))
                OR unit_id IN (\(erasure.past.units))
            """
        }
    }

    /// What was read at the visits of a job that turns out to be another machine's.
    static func move(ofJob job: ID<Job>, to unit: ID<Unit>, _ tx: Transaction) throws {
        try tx.execute(
            "UPDATE unit_reading SET unit_id = \(unit) WHERE visit_id IN (SELECT id FROM visit WHERE job_id = \(job))")
    }

    static let move = UnitMove("unit_reading.unit_id") { unit, tx in
        try tx.list("SELECT id FROM unit_reading WHERE unit_id = \(unit) ORDER BY id")
    } move: { ids, unit, tx in
        _ = try tx.execute("UPDATE unit_reading SET unit_id = \(unit) WHERE id IN (\(ids))")
    }
}
