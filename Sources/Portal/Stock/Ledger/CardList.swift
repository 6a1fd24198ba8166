import Database
import Domain
import Ground

/// A movement, as a card of a part shows it (کاردکس).
struct MovementRow: Sendable {
    let id: ID<StockMovement>
    let day: CalendarDay
    let at: Instant
    let who: String
    let quantity: Int64
    let from: ID<StockPlace>
    let to: ID<StockPlace>
    let fromCode: String
    let toCode: String
    let condition: PartCondition
    let owner: StockOwner
    let mark: String
    /// The serial of the device that it came out of.
    let donor: String
    let why: String
    let paper: String
    let job: String
    let count: String
    let valueIn: Int64
    let valueOut: Int64
    let isReversal: Bool

    /// What it brought to a place, below zero where it took.
    func change(at place: ID<StockPlace>) -> Int64 { to == place ? quantity : -quantity }
}

/// Of which part and where.
struct CardFilter: PagedFilter {
    static let paging = Paging(onward: "after", back: .toFirst)
    let place: ID<StockPlace>?
    var cursor: Cursor<ID<StockMovement>>?

    init(_ asked: Asked) {
        place = asked.id("place")
        cursor = asked.cursor(Self.paging) { ID($0) }
    }

    var fields: [Address.Field] { [("place", place.map { $0.description } ?? "")] }
}

enum CardList {
    static let pageSize = 50

    private static let columns: SQL = """
        SELECT m.id, m.on_day, m.made_at, w.name AS who, m.quantity, m.from_id, m.to_id, f.code AS from_code,
               t.code AS to_code, m.condition, m.owner, m.serial, m.lot, m.why, x.number AS paper, j.number AS job, n.number AS count_number,
               m.value_in, m.value_out, m.reverses_id, l.donor_serial
        FROM stock_movement m JOIN stock_place f ON f.id = m.from_id JOIN stock_place t ON t.id = m.to_id
        LEFT JOIN person w ON w.id = m.made_by LEFT JOIN stock_paper x ON x.id = m.paper_id
        LEFT JOIN job j ON j.id = m.job_id LEFT JOIN stock_count n ON n.id = m.count_id
        LEFT JOIN stock_line l ON l.id = m.line_id
        """

    /// The latest first.
    static func slice(
        _ part: ID<SparePart>, _ filter: CardFilter, size: Int = pageSize, _ tx: Transaction
    ) throws -> Slice<MovementRow, ID<StockMovement>> {
        try Slice(filter.cursor, size: size, key: { $0.id }) { limit in
            try tx.rows(
                statement(part, at: filter.place, below: filter.cursor?.key.value ?? Int64.max, limit: limit)
            ).map(movement)
        }
    }

    /// Of one place, each side by its own index: an OR over both would read all of the part.
    static func statement(_ part: ID<SparePart>, at place: ID<StockPlace>?, below last: Int64, limit: Int) -> SQL {
        guard let place else {
            return """
                \(columns) WHERE m.part_id = \(part) AND m.id < \(last) ORDER BY m.id DESC LIMIT \(literal: limit)
                """
        }
        func side(_ column: SQL) -> SQL {
            """
            SELECT id FROM (SELECT id FROM stock_movement WHERE \(column) = \(place) AND part_id = \(part) AND id < \(last)
                            ORDER BY id DESC LIMIT \(literal: limit)) side
            """
        }
        return """
            \(columns) WHERE m.id IN (\(side("from_id")) UNION ALL \(side("to_id")))
            ORDER BY m.id DESC LIMIT \(literal: limit)
            """
    }

    /// What lay there after a movement: what lies there now, less what came and went since.
    static func balance(
        of part: ID<SparePart>, at place: ID<StockPlace>, after movement: ID<StockMovement>, _ tx: Transaction
    ) throws -> Int64 {
        let now: Int64 =
            try tx.value(
                """
                SELECT coalesce(sum(quantity), 0) FROM stock_balance WHERE part_id = \(part) AND place_id = \(place)
                """) ?? 0
        func since(_ column: SQL) throws -> Int64 {
            try tx.value(
                """
                SELECT coalesce(sum(quantity), 0) FROM stock_movement
                WHERE \(column) = \(place) AND part_id = \(part) AND id > \(movement)
                """) ?? 0
        }
        return now - (try since("to_id")) + (try since("from_id"))
    }

    private static func movement(_ row: Row) throws -> MovementRow {
        let (serial, lot): (String, String) = (try row("serial"), try row("lot"))
        let reverses: ID<StockMovement>? = try row.optional("reverses_id")
        return MovementRow(
            id: try row("id"), day: try row("on_day"), at: try row("made_at"), who: try row.optional("who") ?? "",
            quantity: try row("quantity"), from: try row("from_id"), to: try row("to_id"),
            fromCode: try row("from_code"), toCode: try row("to_code"), condition: try row("condition"),
            owner: try row("owner"), mark: serial.isEmpty ? lot : serial,
            donor: try row.optional("donor_serial") ?? "", why: try row("why"),
            paper: try row.optional("paper") ?? "", job: try row.optional("job") ?? "",
            count: try row.optional("count_number") ?? "", valueIn: try row("value_in"),
            valueOut: try row("value_out"), isReversal: reverses != nil)
    }
}
