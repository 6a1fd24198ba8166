import Base
import Database
import Domain
import Ground
import Web

extension BenchState: ColumnValue {}

/// A machine in the workshop, as it stands.
struct BenchItemRow: Sendable {
    let id: ID<BenchItem>
    let job: ID<Job>
    let number: String
    let customer: ID<Customer>
    let customerName: String
    let serial: String
    let model: String
    let state: BenchState
    /// Where it stood before it waited for parts.
    let waitsFrom: BenchState?
    let bench: ID<Bench>?
    let benchNames: BothNames
    let technician: ID<Person>?
    let technicianName: String
    let sender: String
    let wayBill: String
    let seal: String
    let differs: String
    let reason: String
    let symptom: String
    let cause: String
    let remedy: String
    let shelf: String
    let promisedOn: CalendarDay?
    let receiver: String
    let receivedAt: Instant
    let movedAt: Instant
    let endedAt: Instant?
    let version: Int

    static let columns: SQL = """
        i.id, i.job_id, j.number, j.customer_id, c.name AS customer, u.serial, m.name AS model, i.state, i.waits_from, i.bench_id,
        b.name_fa AS bench_fa, b.name_en AS bench_en, i.technician_id, t.name AS technician, d.name AS sender,
        i.way_bill, i.seal, i.differs, i.reason, i.symptom, i.cause, i.remedy, k.shelf, k.promised_on, r.name AS receiver, i.received_at, i.moved_at,
        i.ended_at, i.version
        """
    static let tables: SQL = """
        bench_item i JOIN job j ON j.id = i.job_id JOIN customer c ON c.id = j.customer_id
        JOIN unit u ON u.id = j.unit_id JOIN product_model m ON m.id = u.model_id
        JOIN person r ON r.id = i.received_by LEFT JOIN job_intake k ON k.job_id = i.job_id
        LEFT JOIN bench b ON b.id = i.bench_id LEFT JOIN person t ON t.id = i.technician_id
        LEFT JOIN dealer d ON d.id = i.sender_id
        """

    init(_ row: Row) throws {
        (id, job, number) = (try row("id"), try row("job_id"), try row("number"))
        (customer, customerName) = (try row("customer_id"), try row("customer"))
        (serial, model, state) = (try row("serial"), try row("model"), try row("state"))
        waitsFrom = try row.optional("waits_from")
        bench = try row.optional("bench_id")
        benchNames = BothNames(fa: try row.optional("bench_fa") ?? "", en: try row.optional("bench_en") ?? "")
        (technician, technicianName) = (try row.optional("technician_id"), try row.optional("technician") ?? "")
        (sender, wayBill) = (try row.optional("sender") ?? "", try row("way_bill"))
        (seal, differs, reason) = (try row("seal"), try row("differs"), try row("reason"))
        (symptom, cause, remedy) = (try row("symptom"), try row("cause"), try row("remedy"))
        (shelf, promisedOn) = (try row.optional("shelf") ?? "", try row.optional("promised_on"))
        (receiver, receivedAt) = (try row("receiver"), try row("received_at"))
        (movedAt, endedAt, version) = (try row("moved_at"), try row.optional("ended_at"), try row("version"))
    }

    func isLate(_ today: CalendarDay) -> Bool { !state.isEnded && (promisedOn.map { $0 < today } ?? false) }
}

/// Which machines of the workshop are shown.
struct BenchFilter: PagedFilter {
    /// Of the list: all that are here, those whose day is over, one state, or all there ever were.
    enum Show: Hashable, Sendable {
        case open, late, state(BenchState), all

        init?(_ text: String) {
            switch text {
            case "open": self = .open
            case "late": self = .late
            case "all": self = .all
            default:
                guard let state = BenchState(rawValue: text) else { return nil }
                self = .state(state)
            }
        }

        var text: String {
            switch self {
            case .open: "open"
            case .late: "late"
            case .all: "all"
            case .state(let state): state.rawValue
            }
        }
    }

    static let paging = Paging(onward: "after", back: .toFirst)
    var show: Show
    let bench: ID<Bench>?
    let technician: ID<Person>?
    let typed: String
    var cursor: Cursor<ID<BenchItem>>?

    init(_ asked: Asked) {
        typed = asked.text("q")
        show = Show(asked.text("show")) ?? (typed.isEmpty ? .open : .all)
        (bench, technician) = (asked.id("bench"), asked.id("technician"))
        cursor = asked.cursor(Self.paging) { ID($0) }
    }

    var fields: [Address.Field] {
        [
            ("show", show.text), ("bench", bench?.description ?? ""), ("technician", technician?.description ?? ""),
            ("q", typed),
        ]
    }
}

/// The machines in the workshop.
enum BenchItemList {
    static let pageSize = 50

    /// - Parameter item: its job's number. - Throws: `Refusal.hidden`.
    static func find(_ item: String, _ tx: Transaction) throws -> BenchItemRow {
        guard let row = try known(item, tx) else { throw Refusal.hidden }
        return row
    }

    static func known(_ number: String, _ tx: Transaction) throws -> BenchItemRow? {
        try all("j.number = \(number)", limit: 1, tx).first
    }

    static func of(_ job: ID<Job>, _ tx: Transaction) throws -> BenchItemRow? {
        try all("i.job_id = \(job)", limit: 1, tx).first
    }

    private static func all(_ condition: SQL, limit: Int, _ tx: Transaction) throws -> [BenchItemRow] {
        try tx.rows(
            """
            SELECT \(BenchItemRow.columns) FROM \(BenchItemRow.tables) WHERE \(condition)
            ORDER BY i.id DESC LIMIT \(literal: limit)
            """
        ).map(BenchItemRow.init)
    }

    /// Whether a machine that is still here lies on this bench.
    static func isBusy(_ bench: ID<Bench>, _ tx: Transaction) throws -> Bool {
        try tx.value(
            "SELECT 1 FROM bench_item WHERE bench_id = \(bench) AND state IN (\(BenchState.open)) LIMIT 1",
            as: Int.self) != nil
    }

    /// What lies on which bench (`i`).
    static func within(_ filter: BenchFilter) -> SQL {
        var condition: SQL = "1 = 1"
        if let bench = filter.bench { condition += "AND i.bench_id = \(bench)" }
        if let technician = filter.technician { condition += "AND i.technician_id = \(technician)" }
        return condition
    }

    /// The newest first.
    static func slice(
        _ filter: BenchFilter, today: CalendarDay, size: Int = pageSize, _ tx: Transaction
    ) throws -> Slice<BenchItemRow, ID<BenchItem>> {
        try Slice(filter.cursor, size: size, key: { $0.id }) { limit in
            var condition = within(filter)
            switch filter.show {
            case .open: condition += "AND i.state IN (\(BenchState.open))"
            case .late: condition += "AND i.state IN (\(BenchState.open)) AND k.promised_on < \(today)"
            case .state(let state): condition += "AND i.state = \(state)"
            case .all: break
            }
            if !filter.typed.isEmpty {
                let typed = Digits.ascii(filter.typed).uppercased()
                condition += "AND (j.number = \(typed) OR u.serial = \(typed) OR k.shelf = \(filter.typed))"
            }
            if let key = filter.cursor?.key { condition += "AND i.id < \(key)" }
            return try all(condition, limit: limit, tx)
        }
    }
}
