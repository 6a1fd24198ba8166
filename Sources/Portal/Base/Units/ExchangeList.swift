import Database
import Domain
import Ground
import Web

/// One exchange with both machines, as pages show it.
struct ExchangeItem: Sendable {
    let id: ID<Exchange>
    let state: ExchangeState
    let cause: ExchangeCause
    let amount: Int
    let job: String
    let madeAt: Instant
    let unit: ID<Unit>
    let serial: String
    let owner: ID<Customer>
    let ownerName: String
    /// Whose it was then.
    let askedFor: ID<Customer>?
    let model: String
    /// Of the machine that comes; empty until somebody has chosen it.
    let newSerial: String
    let newUnit: ID<Unit>?
    let newModel: ID<ProductModel>?
    let newModelName: String
    let reason: String
    let askedBy: ID<Person>?
    let asker: String
    let askedAt: Instant?
    let decider: String
    let decidedAt: Instant?
    let answer: String
    let undoer: String
    let undoneAt: Instant?
    let undoReason: String
    let version: Int

    init(_ row: Row) throws {
        id = try row("id")
        state = try row("state")
        cause = try row("cause")
        amount = try row("amount")
        job = try row("job")
        madeAt = try row("made_at")
        unit = try row("unit_id")
        serial = try row("serial")
        owner = try row("owner")
        ownerName = try row("owner_name")
        askedFor = try row.optional("customer_id")
        model = try row("model")
        newSerial = try row("new_serial")
        newUnit = try row.optional("new_unit_id")
        newModel = try row.optional("model_id")
        newModelName = try row.optional("new_model") ?? ""
        reason = try row("reason")
        askedBy = try row.optional("asked_by")
        asker = try row.optional("asker") ?? ""
        askedAt = try row.optional("asked_at")
        decider = try row.optional("decider") ?? ""
        decidedAt = try row.optional("decided_at")
        answer = try row("answer")
        undoer = try row.optional("undoer") ?? ""
        undoneAt = try row.optional("undone_at")
        undoReason = try row("undo_reason")
        version = try row("version")
    }
}

enum ExchangeList {
    static let pageSize = 50

    /// The newest first.
    static func slice(
        _ filter: ExchangeFilter, size: Int = pageSize, _ tx: Transaction
    ) throws -> Slice<ExchangeItem, ID<Exchange>> {
        try Slice(filter.cursor, size: size, key: { $0.id }) { limit in
            try items(
                """
                x.state = \(filter.state) AND x.id < \(filter.cursor?.key.value ?? Int64.max)
                ORDER BY x.id DESC LIMIT \(literal: limit)
                """, tx)
        }
    }

    /// - Throws: `Refusal.hidden` where there is none.
    static func find(_ id: ID<Exchange>, _ tx: Transaction) throws -> ExchangeItem {
        guard let item = try items("x.id = \(id)", tx).first else { throw Refusal.hidden }
        return item
    }

    /// Those in which a machine went or came, the newest first.
    static func all(of unit: ID<Unit>, _ tx: Transaction) throws -> [ExchangeItem] {
        try items(
            """
            x.id IN (SELECT id FROM unit_exchange WHERE unit_id = \(unit)
                     UNION SELECT id FROM unit_exchange WHERE new_unit_id = \(unit))
            """, tx
        ).sorted { $0.id.value > $1.id.value }
    }

    /// What two machines have to do with each other by exchanges.
    static func between(_ one: UnitSheet, _ other: UnitSheet, _ tx: Transaction) throws -> ExchangeBetween {
        let ids = [one.id, other.id]
        let pair: Int? = try tx.value(
            """
            SELECT 1 FROM unit_exchange WHERE unit_id IN (\(ids))
                AND (new_unit_id IN (\(ids)) OR (state = 'asked' AND serial IN (\([one.serial, other.serial])))) LIMIT 1
            """)
        let first = [one, other].map { $0.coverUnit ?? $0.id }
        if pair != nil || first[0] == first[1] { return .oneForTheOther }
        if one.owner != other.owner, one.coverUnit != nil || other.coverUnit != nil { return .coverOfAnother }
        let waiting: [Int64] = try tx.list(
            "SELECT id FROM unit_exchange WHERE unit_id IN (\(ids)) AND state IN ('due', 'asked')")
        return waiting.count > 1 ? .bothWait : .none
    }

    private static func items(_ condition: SQL, _ tx: Transaction) throws -> [ExchangeItem] {
        try tx.rows(
            """
            SELECT x.id, x.state, x.cause, x.amount, x.job, x.made_at, x.unit_id, u.serial, k.id AS owner,
                   k.name AS owner_name, x.customer_id, m.name AS model, coalesce(w.serial, x.serial) AS new_serial, x.new_unit_id,
                   x.model_id, n.name AS new_model, x.reason, x.asked_by, a.name AS asker, x.asked_at,
                   d.name AS decider, x.decided_at, x.answer, o.name AS undoer, x.undone_at, x.undo_reason, x.version
            FROM unit_exchange x
            JOIN unit u ON u.id = x.unit_id
            JOIN product_model m ON m.id = u.model_id
            JOIN customer k ON k.id = u.customer_id
            LEFT JOIN unit w ON w.id = x.new_unit_id
            LEFT JOIN product_model n ON n.id = x.model_id
            LEFT JOIN person a ON a.id = x.asked_by
            LEFT JOIN person d ON d.id = x.decided_by
            LEFT JOIN person o ON o.id = x.undone_by
            WHERE \(condition)
            """
        ).map(ExchangeItem.init)
    }

    /// Those that were asked for and wait for a manager.
    static func waiting(_ context: CompanyContext, _ tx: Transaction) throws -> [WaitingCount] {
        guard context.may(ExchangeRoutes.confirmation) else { return [] }
        let filter = [("state", ExchangeState.asked.rawValue)]
        let count = try waiting(tx)[.asked] ?? 0
        return [WaitingCount("exchanges", .desk, count, at: Address.of(context.paths(ExchangeRoutes.list), filter))]
    }

    /// How many are in each state that waits for somebody.
    static func waiting(_ tx: Transaction) throws -> [ExchangeState: Int] {
        try tx.rows(
            """
            SELECT state, count(*) AS number FROM unit_exchange WHERE state IN ('due', 'asked') GROUP BY state
            """
        ).reduce(into: [:]) { all, row in all[try row("state")] = try row("number") }
    }
}

/// Which exchanges are listed, as it stands in the address: those that are due where nothing is asked.
struct ExchangeFilter: PagedFilter {
    static let paging = Paging(onward: "before", back: .never)
    let state: ExchangeState
    var cursor: Cursor<ID<Exchange>>?

    init(_ asked: Asked) {
        state = asked.word("state") ?? .due
        cursor = asked.cursor(Self.paging) { ID($0) }
    }

    var fields: [Address.Field] { [("state", state == .due ? "" : state.rawValue)] }
}

extension ExchangeState: ColumnValue {}
extension ExchangeCause: ColumnValue {}
