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
    /// Of a machine in the workshop; else of a dealer's job.
    let item: ID<BenchItem>?
    let benchState: BenchState?
    let technician: ID<Person>?
    let dealer: ID<Dealer>?
    let dealerName: String
    let city: BothNames
    let address: String
    let mobile: String
    let completedOn: CalendarDay?
    let way: QualityWay?
    let cause: ReworkCause?
    let taker: ID<Person>?
    let takerName: String
    /// nil where it was put to him.
    let takenUntil: Instant?
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
               i.state AS bench_state, coalesce(i.technician_id, j.technician_id) AS technician, c.dealer_id, d.name AS dealer,
               y.name_fa, y.name_en, j.address, k.mobile, j.completed_on, c.way, c.cause, c.taker_id, t.name AS taker,
               c.taken_until, c.edition_id, p.name AS plan, c.state, c.is_current, c.worker_id, w.name AS worker, c.made_at,
               e.name AS ender, c.ended_at, c.reason, c.version
        FROM quality_control c JOIN job j ON j.id = c.job_id JOIN customer k ON k.id = j.customer_id
        JOIN unit u ON u.id = j.unit_id JOIN product_model m ON m.id = u.model_id
        JOIN quality_edition o ON o.id = c.edition_id JOIN quality_plan p ON p.id = o.plan_id
        JOIN city y ON y.id = j.city_id LEFT JOIN bench_item i ON i.id = c.item_id
        LEFT JOIN dealer d ON d.id = c.dealer_id LEFT JOIN person t ON t.id = c.taker_id
        LEFT JOIN person w ON w.id = c.worker_id LEFT JOIN person e ON e.id = c.ended_by
        """

    init(_ row: Row) throws {
        (id, job, jobNumber) = (try row("id"), try row("job_id"), try row("job"))
        (customerName, unit, model, serial) = (
            try row("customer"), try row("unit_id"), try row("model"), try row("serial")
        )
        (item, benchState) = (try row.optional("item_id"), try row.optional("bench_state"))
        technician = try row.optional("technician")
        (dealer, dealerName) = (try row.optional("dealer_id"), try row.optional("dealer") ?? "")
        (city, address, mobile) = (try BothNames(row), try row("address"), try row("mobile"))
        (completedOn, way, cause) = (
            try row.optional("completed_on"), try row.optional("way"), try row.optional("cause")
        )
        (taker, takerName) = (try row.optional("taker_id"), try row.optional("taker") ?? "")
        takenUntil = try row.optional("taken_until")
        (edition, planName) = (try row("edition_id"), try row("plan"))
        (state, isCurrent) = (try row("state"), try row("is_current"))
        (worker, workerName) = (try row.optional("worker_id"), try row.optional("worker") ?? "")
        (madeAt, ender) = (try row("made_at"), try row.optional("ender") ?? "")
        (endedAt, reason, version) = (try row.optional("ended_at"), try row("reason"), try row("version"))
    }

    /// Whether the machine can still be taken back: it passed and stands there.
    var isRecallable: Bool { state == .passed && isCurrent && benchState == .ready }

    /// Whose it is to carry out now, but for this person; nil where he may.
    func holder(but person: ID<Person>, at now: Instant) -> String? {
        guard let taker, taker != person, takenUntil.map({ $0 > now }) ?? true else { return nil }
        return takerName
    }
}

/// One reading, and who took it.
struct QualityReadingRow: Sendable {
    let position: Int
    let value: String
    let isRejected: Bool
    let who: String
    let at: Instant
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
            try tx.rows(rows(filter, after: filter.cursor?.key, limit: limit, at: tx.now)).map(QualityControlRow.init)
        }
    }

    static func rows(
        _ filter: QualityFilter, after key: ID<QualityControl>?, limit: Int, at now: Instant
    ) -> SQL {
        let isWaiting = filter.tab == .waiting
        var condition = condition(filter, at: now)
        if let key { condition += isWaiting ? "AND c.id > \(key)" : "AND c.id < \(key)" }
        let order: SQL = isWaiting ? "c.id" : "c.id DESC"
        return "\(QualityControlRow.columns) WHERE \(condition) ORDER BY \(order) LIMIT \(literal: limit)"
    }

    static func count(_ filter: QualityFilter, _ tx: Transaction) throws -> Int {
        try CountList.of(
            """
            quality_control c JOIN job j ON j.id = c.job_id JOIN unit u ON u.id = j.unit_id
            WHERE \(condition(filter, at: tx.now))
            """, tx)
    }

    static func counts(_ filter: QualityFilter, _ tx: Transaction) throws -> [QualityTab: Int] {
        try QualityTab.allCases.reduce(into: [:]) { counts, tab in
            counts[tab] = try count(filter.with { $0.tab = tab }, tx)
        }
    }

    private static func condition(_ filter: QualityFilter, at now: Instant) -> SQL {
        var condition: SQL =
            switch filter.tab {
            case .waiting: "c.state = 'waiting'"
            case .failed: "c.state = 'failed'"
            case .passed: "c.state = 'passed'"
            case .held:
                """
                c.dealer_id IS NOT NULL AND c.is_current = 1 AND c.state = 'failed'
                AND EXISTS (SELECT 1 FROM quality_sample h WHERE h.job_id = c.job_id AND h.state = 'held')
                """
            case .all: "1 = 1"
            }
        switch filter.place {
        case .bench: condition += "AND c.item_id IS NOT NULL"
        case .dealer: condition += "AND c.dealer_id IS NOT NULL"
        case nil: break
        }
        switch filter.turn {
        case .mine: condition += "AND c.taker_id = \(filter.person)"
        case .free: condition += "AND (c.taker_id IS NULL OR c.taken_until <= \(now))"
        case nil: break
        }
        if let dealer = filter.dealer { condition += "AND c.dealer_id = \(dealer)" }
        if let city = filter.city { condition += "AND j.city_id = \(city)" }
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

    /// Whose jobs are controlled, and where, for whoever narrows the list to one of them: of what waits.
    struct Choices: Sendable {
        let dealers: [(id: ID<Dealer>, name: String)]
        let cities: [(id: ID<City>, names: BothNames)]
    }

    static func choices(_ tx: Transaction) throws -> Choices {
        let rows = try tx.rows(
            """
            SELECT DISTINCT c.dealer_id, d.name, j.city_id, y.name_fa, y.name_en FROM quality_control c
            JOIN dealer d ON d.id = c.dealer_id JOIN job j ON j.id = c.job_id JOIN city y ON y.id = j.city_id
            WHERE c.state = 'waiting' LIMIT \(literal: CountList.bound)
            """)
        let dealers: [ID<Dealer>: String] = try rows.reduce(into: [:]) { $0[try $1("dealer_id")] = try $1("name") }
        let cities: [ID<City>: BothNames] = try rows.reduce(into: [:]) { $0[try $1("city_id")] = try BothNames($1) }
        return Choices(
            dealers: dealers.sorted { $0.key < $1.key }.map { (id: $0.key, name: $0.value) }.inPersianOrder(by: \.name),
            cities: cities.sorted { $0.key < $1.key }.map { (id: $0.key, names: $0.value) }.inPersianOrder(
                by: \.names.fa))
    }

    /// All controls of a machine over all its jobs, the newest first.
    static func all(of unit: ID<Unit>, _ tx: Transaction) throws -> [QualityControlRow] {
        try tx.rows(
            "\(QualityControlRow.columns) WHERE j.unit_id = \(unit) ORDER BY c.id DESC LIMIT \(literal: most)"
        ).map(QualityControlRow.init)
    }
}
