import Database
import Domain
import Ground

/// A part that lies somewhere and that nobody uses.
struct IdleRow: Sendable {
    let part: StockPart
    let quantity: Int64
    let places: Int
    /// When it last came or went between places and the outside.
    let last: CalendarDay?
    let worth: StockWorth
}

/// Which parts are looked for.
struct IdleFilter: PagedFilter {
    static let paging = Paging(onward: "after", back: .toFirst)
    static let months = [3, 6, 12, 24]
    let months: Int
    var cursor: Cursor<String>?

    init(_ asked: Asked) {
        months = asked.number("months", in: 1...60) ?? 6
        cursor = asked.cursor(Self.paging) { $0 }
    }

    var fields: [Address.Field] { [("months", String(months))] }
}

enum IdleList {
    static let pageSize = 50

    /// Our own good parts that have neither gone to a customer nor come from outside since a day, by their codes.
    static func slice(
        _ filter: IdleFilter, on today: CalendarDay, size: Int = pageSize, _ tx: Transaction
    ) throws -> Slice<IdleRow, String> {
        try Slice(filter.cursor, size: size, key: { $0.part.code }) { limit in
            let rows = try tx.rows(
                statement(since: today.adding(days: -30 * filter.months), after: filter.cursor?.key, limit: limit))
            let ids: [ID<SparePart>] = try rows.map { try $0("id") }
            let last = try lastMoved(ids, tx)
            return try rows.map { row in
                let part = try StockPart(row)
                return IdleRow(
                    part: part, quantity: try row("lies"), places: try row("places"), last: last[part.id],
                    worth: StockWorth(quantity: try row("all_quantity"), value: try row("all_value")))
            }
        }
    }

    /// Each part's own movements are looked at by their index.
    static func statement(since day: CalendarDay, after code: String?, limit: Int) -> SQL {
        let after: SQL = code.map { "AND s.code > \($0)" } ?? ""
        return """
            SELECT s.id, s.code, s.name_fa, s.name_en, s.unit, s.tracking, s.must_return, s.is_retired, s.code_key,
                   sum(b.quantity) AS lies, count(DISTINCT b.place_id) AS places,
                   coalesce(w.quantity, 0) AS all_quantity, coalesce(w.value, 0) AS all_value
            FROM stock_balance b JOIN spare_part s ON s.id = b.part_id LEFT JOIN stock_worth w ON w.part_id = s.id
            WHERE b.quantity > 0 AND b.owner = 'company' AND b.condition <> 'defective' \(after)
              AND NOT EXISTS (SELECT 1 FROM stock_movement m WHERE m.part_id = b.part_id AND m.on_day > \(day)
                              AND \(outside))
            GROUP BY s.id, s.code, s.name_fa, s.name_en, s.unit, s.tracking, s.must_return, s.is_retired, s.code_key,
                     w.quantity, w.value
            ORDER BY s.code LIMIT \(literal: limit)
            """
    }

    /// To a customer, or from outside; not what only moves between places of ours.
    private static let outside: SQL = """
        (m.to_id IN (SELECT p.id FROM stock_place p WHERE p.kind = 'customer')
         OR m.from_id IN (SELECT p.id FROM stock_place p WHERE p.kind IN ('customer', 'supplier')))
        """

    private static func lastMoved(
        _ parts: [ID<SparePart>], _ tx: Transaction
    ) throws -> [ID<SparePart>: CalendarDay] {
        try tx.rows(
            """
            SELECT m.part_id, max(m.on_day) AS last FROM stock_movement m
            WHERE m.part_id IN (\(parts)) AND \(outside) GROUP BY m.part_id
            """
        ).reduce(into: [:]) { $0[try $1("part_id")] = try $1("last") }
    }
}
