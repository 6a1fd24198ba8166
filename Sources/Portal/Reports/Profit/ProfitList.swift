import Base
import Database
import Domain
import Ground
import Web
import Work

extension ProfitLine: ColumnValue {}

/// Which rows are asked for: of these days, and of one dealer, city or product alone.
struct ProfitScope: Sendable {
    /// The key of what belongs to no single job: salaries, a write-off.
    static let apart = "-"

    let days: ClosedRange<CalendarDay>
    var dimension = ReportDimension.all
    var key = ""
}

/// What profit and loss is made of: rows of bills, of dealers' accounts, of the warehouse and of those written by hand, in one shape. Sums
/// and the rows behind them are read by the same conditions, so they are equal to the smallest unit.
enum ProfitList {
    private enum Source: CaseIterable {
        case bills, accounts, kept, warehouse, written

        init(of line: ProfitLine) {
            self =
                switch line {
                case .labour, .travel, .part, .package, .other: .bills
                case .fees, .charged: .accounts
                case .kept: .kept
                case .fitted, .lost: .warehouse
                case .factory, .supplier, .contract, .otherIncome, .salary, .premises, .transport, .mission, .shop,
                    .survey, .otherCost:
                    .written
                }
        }

        func rows(_ days: ClosedRange<CalendarDay>) -> SQL {
            let (from, to) = (days.lowerBound, days.upperBound)
            switch self {
            case .bills:
                return """
                    SELECT l.id, l.kind AS line, b.issued_on AS on_day,
                        CASE WHEN b.kind = 'credit' THEN -l.base ELSE l.base END AS amount, b.job_id, b.number AS thing,
                        CAST(NULL AS BIGINT) AS dealer_id, l.text AS name_fa, l.text AS name_en
                    FROM sales_invoice b JOIN sales_invoice_line l ON l.invoice_id = b.id
                    WHERE b.issued_on >= \(from) AND b.issued_on <= \(to) AND l.base > 0
                    """
            case .accounts:
                return """
                    SELECT e.id, CASE WHEN e.kind = 'part_charge' THEN 'charged' ELSE 'fees' END AS line, e.on_day,
                        CASE WHEN e.kind = 'part_charge' THEN -e.amount ELSE e.amount END AS amount,
                        CASE WHEN e.kind = 'part_charge'
                            THEN (SELECT p.job_id FROM part_charge_job p WHERE p.entry_id = e.id) ELSE c.job_id END AS job_id,
                        e.dealer_id, d.code AS thing, d.name AS name_fa, d.name AS name_en
                    FROM ledger_entry e JOIN dealer d ON d.id = e.dealer_id LEFT JOIN claim c ON c.id = e.claim_id
                    WHERE e.on_day >= \(from) AND e.on_day <= \(to)
                        AND e.kind IN ('fee', 'penalty', 'adjustment', 'reversal', 'part_charge')
                    """
            case .kept:
                return """
                    SELECT x.id, 'kept' AS line, x.on_day, x.amount, v.job_id, v.dealer_id, x.number AS thing,
                        d.name AS name_fa, d.name AS name_en
                    FROM customer_receipt x JOIN visit v ON v.id = x.visit_id JOIN dealer d ON d.id = v.dealer_id
                    WHERE x.on_day >= \(from) AND x.on_day <= \(to) AND x.way = 'dealer' AND coalesce(x.entry_id, 0) = 0
                    """
            case .warehouse:
                return """
                    SELECT o.id, o.line, o.on_day, o.amount, o.job_id, o.dealer_id, s.code AS thing, s.name_fa, s.name_en
                    FROM part_outgo o JOIN spare_part s ON s.id = o.part_id
                    WHERE o.on_day >= \(from) AND o.on_day <= \(to)
                    """
            case .written:
                return """
                    SELECT w.id, w.kind AS line, w.on_day, w.amount, CAST(NULL AS BIGINT) AS job_id,
                        CAST(NULL AS BIGINT) AS dealer_id, '' AS thing, w.note AS name_fa, w.note AS name_en
                    FROM profit_entry w
                    WHERE w.on_day >= \(from) AND w.on_day <= \(to) AND w.back_by IS NULL
                    """
            }
        }
    }

    /// Of each day that has rows.
    static func days(_ scope: ProfitScope, _ tx: Transaction) throws -> [CalendarDay: ProfitSums] {
        var days: [CalendarDay: ProfitSums] = [:]
        for source in Source.allCases {
            try tx.forEach(
                """
                SELECT r.line, r.on_day, sum(r.amount) AS amount FROM \(rows(source, scope)) GROUP BY r.line, r.on_day
                """
            ) { row in
                let line: ProfitLine = try row("line")
                days[try row("on_day"), default: ProfitSums()][line] += try row("amount")
            }
        }
        return days
    }

    static func sums(_ scope: ProfitScope, _ tx: Transaction) throws -> ProfitSums {
        try days(scope, tx).values.reduce(into: ProfitSums()) { $0 += $1 }
    }

    /// By the keys of a dimension; what belongs to no job stands under `ProfitScope.apart`.
    static func sums(
        by dimension: ReportDimension, in days: ClosedRange<CalendarDay>, _ tx: Transaction
    ) throws -> [String: ProfitSums] {
        var all: [String: ProfitSums] = [:]
        for source in Source.allCases {
            try tx.forEach(
                """
                SELECT r.line, \(place(dimension)) AS place, sum(r.amount) AS amount
                FROM (\(source.rows(days))) r LEFT JOIN job j ON j.id = r.job_id GROUP BY 1, 2
                """
            ) { row in
                let line: ProfitLine = try row("line")
                all[try row("place"), default: ProfitSums()][line] += try row("amount")
            }
        }
        return all
    }

    static let pageSize = 50

    /// The newest first.
    static func slice(
        _ line: ProfitLine, _ scope: ProfitScope, _ cursor: Cursor<ProfitRow.Key>?, size: Int = pageSize,
        _ tx: Transaction
    ) throws -> Slice<ProfitRow, ProfitRow.Key> {
        try Slice(cursor, size: size, key: { $0.key }) { limit in
            try tx.rows(statement(line, scope, after: cursor?.key, limit: limit)).map(ProfitRow.init)
        }
    }

    static func statement(_ line: ProfitLine, _ scope: ProfitScope, after key: ProfitRow.Key?, limit: Int) -> SQL {
        var condition: SQL = "r.line = \(line)"
        if let key {
            condition += " AND r.on_day <= \(key.day) AND (r.on_day < \(key.day) OR r.id < \(key.id))"
        }
        return """
            SELECT r.id, r.on_day, r.amount, r.thing, r.name_fa, r.name_en, j.number AS job
            FROM \(rows(Source(of: line), scope, isJoined: true)) AND \(condition)
            ORDER BY r.on_day DESC, r.id DESC LIMIT \(literal: limit)
            """
    }

    /// From where a scope's rows are read, as `r`, up to its condition.
    private static func rows(_ source: Source, _ scope: ProfitScope, isJoined: Bool = false) -> SQL {
        let rows: SQL = "(\(source.rows(scope.days))) r"
        let joined: SQL = "\(rows) LEFT JOIN job j ON j.id = r.job_id"
        if scope.dimension == .all { return "\(isJoined ? joined : rows) WHERE 1 = 1" }
        return "\(joined) WHERE \(place(scope.dimension)) = \(scope.key)"
    }

    /// Under which key a row stands: whatever is a dealer's own, under him, else as its job does now.
    private static func place(_ dimension: ReportDimension) -> SQL {
        let ofJob: SQL = "WHEN j.id IS NULL THEN '-' ELSE \(JobSetList.key(dimension)) END"
        guard dimension == .dealer else { return "CASE \(ofJob)" }
        return "CASE WHEN r.dealer_id IS NOT NULL THEN CAST(r.dealer_id AS TEXT) \(ofJob)"
    }
}

/// One row of a line.
struct ProfitRow: Sendable {
    /// Its place in the order.
    struct Key: Sendable, CustomStringConvertible {
        let day: CalendarDay
        let id: Int64

        init(day: CalendarDay, id: Int64) { (self.day, self.id) = (day, id) }

        init?(_ text: String) {
            let parts = text.split(separator: ".")
            guard parts.count == 2, let day = Int32(parts[0]), let id = Int64(parts[1]) else { return nil }
            self.init(day: CalendarDay(number: day), id: id)
        }

        var description: String { "\(day.number).\(id)" }
    }

    let key: Key
    let amount: Int64
    /// The number of a bill, the code of a dealer or a part; empty of what was written by hand.
    let thing: String
    let names: BothNames
    let job: String?

    init(_ row: Row) throws {
        key = Key(day: try row("on_day"), id: try row("id"))
        (amount, thing, names) = (try row("amount"), try row("thing"), try BothNames(row))
        job = try row.optional("job")
    }
}
