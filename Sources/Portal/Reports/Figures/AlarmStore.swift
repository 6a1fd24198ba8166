import Database
import Domain
import Ground
import Web

/// An alarm, in foreign keys.
package enum ReportAlarm {}

package enum AlarmState: String, CaseIterable, Sendable, ColumnValue { case open, closed }

struct AlarmRow: Sendable {
    let id: ID<ReportAlarm>
    let group: FailureGroup
    let units: Int
    let count: FailureCount
    let bound: Int
    let raisedOn: CalendarDay
    let state: AlarmState
    let deed: String
    let version: Int

    static let columns: SQL = """
        SELECT a.id, a.model_id, a.month_from, a.part, a.units, a.found, a.expected, a.bound, a.raised_on, a.state, a.deed,
               a.version
        FROM report_alarm a
        """

    init(_ row: Row) throws {
        id = try row("id")
        group = FailureGroup(
            model: try row("model_id"), from: try row.optional("month_from"), part: try row("part"))
        (units, bound, raisedOn) = (try row("units"), try row("bound"), try row("raised_on"))
        count = FailureCount(found: try row("found"), expected: try row("expected"))
        (state, deed, version) = (try row("state"), try row("deed"), try row("version"))
    }
}

/// Groups of machines of which more failed than can be by chance, and what was done about it.
enum AlarmStore {
    static let room = "reports"

    /// - Throws: `Refusal.hidden`
    static func find(_ id: ID<ReportAlarm>, _ tx: Transaction) throws -> AlarmRow {
        guard let row = try tx.row("\(AlarmRow.columns) WHERE a.id = \(id)") else { throw Refusal.hidden }
        return try AlarmRow(row)
    }

    /// The last one of each group.
    static func last(_ tx: Transaction) throws -> [FailureGroup: AlarmRow] {
        try tx.rows(
            "\(AlarmRow.columns) WHERE a.id IN (SELECT max(id) FROM report_alarm GROUP BY model_id, month_from, part)"
        ).reduce(into: [:]) { all, row in
            let alarm = try AlarmRow(row)
            all[alarm.group] = alarm
        }
    }

    static func raise(_ batch: BatchStore.Batch, bound: Int, on day: CalendarDay, _ tx: Transaction) throws
        -> ID<ReportAlarm>
    {
        let id: ID<ReportAlarm> = try tx.insert(
            """
            INSERT INTO report_alarm (model_id, month_from, part, units, found, expected, bound, raised_on, state)
            VALUES (\(batch.key.model), \(batch.key.from), \(batch.key.part), \(batch.units), \(batch.count.found),
                    \(batch.count.expected), \(bound), \(day), 'open')
            """)
        try EventStore.add(Event("alarm", of: .reportAlarm(id), in: room), by: nil, tx)
        return id
    }

    /// What was found of it by today.
    static func renew(_ alarm: AlarmRow, _ batch: BatchStore.Batch, _ tx: Transaction) throws {
        guard alarm.count != batch.count || alarm.units != batch.units else { return }
        try tx.execute(
            """
            UPDATE report_alarm SET units = \(batch.units), found = \(batch.count.found), expected = \(batch.count.expected)
            WHERE id = \(alarm.id) AND state = 'open'
            """)
    }

    /// - Throws: `Refusal.stale` where somebody has dealt with it already.
    static func close(
        _ id: ID<ReportAlarm>, at version: Int, _ deed: String, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let changed = try tx.execute(
            """
            UPDATE report_alarm SET state = 'closed', deed = \(deed), closed_by = \(person), closed_at = \(tx.now),
                version = version + 1
            WHERE id = \(id) AND version = \(version) AND state = 'open'
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        try EventStore.add(
            Event("alarm_closed", of: .reportAlarm(id), in: room, detail: ["text": deed]), by: person, tx)
    }

    static func name(of model: ID<ProductModel>, _ tx: Transaction) throws -> String {
        try tx.one("SELECT name FROM product_model WHERE id = \(model)")("name")
    }

    /// Each with its `id` and the `name` of its model.
    static func named(_ ids: [Int64], _ tx: Transaction) throws -> [Row] {
        try tx.rows(
            "SELECT a.id, m.name FROM report_alarm a JOIN product_model m ON m.id = a.model_id WHERE a.id IN (\(ids))")
    }
}

extension EventSubject {
    static func reportAlarm(_ id: ID<ReportAlarm>) -> EventSubject { EventSubject("report_alarm", id.value) }
}
