import Base
import Database
import Domain
import Ground
import Web
import Work

/// One control, as it stands.
package struct QualityControlRow: Sendable {
    package let id: ID<QualityControl>
    let job: ID<Job>
    let jobNumber: String
    let customerName: String
    let unit: ID<Unit>
    let model: String
    let serial: String
    let item: ID<BenchItem>
    let benchState: BenchState
    let technician: ID<Person>?
    let edition: ID<QualityEdition>
    let planName: String
    let state: QualityState
    let isCurrent: Bool
    let worker: ID<Person>?
    let workerName: String
    let madeAt: Instant
    let ender: String
    let endedAt: Instant?
    let reason: String
    package let version: Int

    static let columns: SQL = """
        SELECT c.id, c.job_id, j.number AS job, k.name AS customer, j.unit_id, m.name AS model, u.serial, c.item_id,
               i.state AS bench_state, i.technician_id AS technician, c.edition_id, p.name AS plan, c.state, c.is_current, c.worker_id,
               w.name AS worker, c.made_at, e.name AS ender, c.ended_at, c.reason, c.version
        FROM quality_control c JOIN job j ON j.id = c.job_id JOIN customer k ON k.id = j.customer_id
        JOIN unit u ON u.id = j.unit_id JOIN product_model m ON m.id = u.model_id
        JOIN quality_edition o ON o.id = c.edition_id JOIN quality_plan p ON p.id = o.plan_id
        JOIN bench_item i ON i.id = c.item_id
        LEFT JOIN person w ON w.id = c.worker_id LEFT JOIN person e ON e.id = c.ended_by
        """

    init(_ row: Row) throws {
        (id, job, jobNumber) = (try row("id"), try row("job_id"), try row("job"))
        (customerName, unit, model, serial) = (
            try row("customer"), try row("unit_id"), try row("model"), try row("serial")
        )
        (item, benchState) = (try row("item_id"), try row("bench_state"))
        technician = try row.optional("technician")
        (edition, planName) = (try row("edition_id"), try row("plan"))
        (state, isCurrent) = (try row("state"), try row("is_current"))
        (worker, workerName) = (try row.optional("worker_id"), try row.optional("worker") ?? "")
        (madeAt, ender) = (try row("made_at"), try row.optional("ender") ?? "")
        (endedAt, reason, version) = (try row.optional("ended_at"), try row("reason"), try row("version"))
    }

    /// Whether the machine can still be taken back: it passed and stands there.
    var isRecallable: Bool { state == .passed && isCurrent && benchState == .ready }
}

/// One reading, and who took it.
struct QualityReadingRow: Sendable {
    let position: Int
    let value: String
    let isRejected: Bool
    let who: String
    let at: Instant
}

/// The controls, by what became of them.
enum QualityTab: String, CaseIterable, Sendable {
    case waiting, failed, passed, all
}

struct QualityFilter: PagedFilter {
    static let paging = Paging(onward: "after", back: .toFirst)
    var tab: QualityTab
    let typed: String
    var cursor: Cursor<ID<QualityControl>>?

    init(_ asked: Asked) {
        tab = asked.word("tab") ?? .waiting
        typed = asked.text("q")
        cursor = asked.cursor(Self.paging) { ID($0) }
    }

    var fields: [Address.Field] { [("tab", tab.rawValue), ("q", typed)] }

    var isNarrowed: Bool { !typed.isEmpty }
}

enum QualityControlList {
    static let pageSize = 50
    /// More are not shown of one machine.
    static let most = 20

    /// What waits stands with what has waited longest in front, all else with the newest.
    static func slice(
        _ filter: QualityFilter, size: Int = pageSize, _ tx: Transaction
    ) throws -> Slice<QualityControlRow, ID<QualityControl>> {
        try Slice(filter.cursor, size: size, key: { $0.id }) { limit in
            try tx.rows(rows(filter, after: filter.cursor?.key, limit: limit)).map(QualityControlRow.init)
        }
    }

    static func rows(_ filter: QualityFilter, after key: ID<QualityControl>?, limit: Int) -> SQL {
        let isWaiting = filter.tab == .waiting
        var condition = condition(filter)
        if let key { condition += isWaiting ? "AND c.id > \(key)" : "AND c.id < \(key)" }
        let order: SQL = isWaiting ? "c.id" : "c.id DESC"
        return "\(QualityControlRow.columns) WHERE \(condition) ORDER BY \(order) LIMIT \(literal: limit)"
    }

    static func count(_ filter: QualityFilter, _ tx: Transaction) throws -> Int {
        try CountList.of(
            """
            quality_control c JOIN job j ON j.id = c.job_id JOIN unit u ON u.id = j.unit_id
            WHERE \(condition(filter))
            """, tx)
    }

    static func counts(_ filter: QualityFilter, _ tx: Transaction) throws -> [QualityTab: Int] {
        try QualityTab.allCases.reduce(into: [:]) { counts, tab in
            counts[tab] = try count(filter.with { $0.tab = tab }, tx)
        }
    }

    private static func condition(_ filter: QualityFilter) -> SQL {
        var condition: SQL =
            switch filter.tab {
            case .waiting: "c.state = 'waiting'"
            case .failed: "c.state = 'failed'"
            case .passed: "c.state = 'passed'"
            case .all: "1 = 1"
            }
        if !filter.typed.isEmpty {
            let typed = Digits.ascii(filter.typed).uppercased()
            condition += "AND (j.number = \(typed) OR u.serial = \(typed))"
        }
        return condition
    }

    /// All controls of a job, the newest first.
    static func all(of job: ID<Job>, _ tx: Transaction) throws -> [QualityControlRow] {
        try tx.rows(
            "\(QualityControlRow.columns) WHERE c.job_id = \(job) ORDER BY c.id DESC LIMIT \(literal: most)"
        ).map(QualityControlRow.init)
    }

    /// All controls of a machine over all its jobs, the newest first.
    static func all(of unit: ID<Unit>, _ tx: Transaction) throws -> [QualityControlRow] {
        try tx.rows(
            "\(QualityControlRow.columns) WHERE j.unit_id = \(unit) ORDER BY c.id DESC LIMIT \(literal: most)"
        ).map(QualityControlRow.init)
    }
}
