import Database
import Domain
import Ground
import HTTPTypes
import Web

/// The rows of the ledger. They are only ever added.
enum StockMovementStore {
    static func add(_ move: StockMove, _ row: MovedRow, by person: ID<Person>?, _ tx: Transaction) throws {
        try tx.later(
            """
            INSERT INTO stock_movement (part_id, quantity, from_id, to_id, owner, from_dealer_id, to_dealer_id, serial, lot,
                                        condition, value_in, value_out, paper_id, line_id, job_id, visit_id, count_id, on_day, why,
                                        reverses_id, made_by, made_at)
            VALUES (\(move.part), \(move.quantity), \(move.from.id), \(move.to.id), \(move.owner), \(move.from.dealer),
                    \(move.to.dealer), \(move.serial), \(move.lot), \(move.condition), \(row.valueIn), \(row.valueOut),
                    \(move.paper), \(move.line), \(move.job), \(move.visit), \(move.count), \(move.day), \(move.why), \(move.reverses),
                    \(person), \(tx.now))
            """)
    }

    /// Where else such goods lie of what a person sees, and are kept back for nobody; the most first.
    static func elsewhere(
        _ move: StockMove, _ sight: Actor.Sight, on today: CalendarDay, _ tx: Transaction
    ) throws -> [(code: String, quantity: Int64)] {
        let isKept: SQL = move.owner == .company && move.condition == .new ? "1 = 1" : "1 = 0"
        return try tx.rows(
            """
            SELECT p.code, sum(b.quantity) - coalesce(k.kept, 0) AS lies FROM stock_balance b
            JOIN stock_place p ON p.id = b.place_id
            LEFT JOIN (SELECT r.place_id, sum(r.quantity) AS kept FROM stock_reservation r
                       WHERE r.part_id = \(move.part) AND \(isKept) AND \(StockBalanceStore.isKept(on: today))
                       GROUP BY r.place_id) k ON k.place_id = p.id
            WHERE b.part_id = \(move.part) AND b.owner = \(move.owner) AND b.condition = \(move.condition)
              AND b.place_id <> \(move.from.id) AND b.quantity > 0 AND \(StockPlaceList.within(sight))
            GROUP BY p.code, k.kept HAVING sum(b.quantity) > coalesce(k.kept, 0)
            ORDER BY lies DESC, p.code LIMIT 5
            """
        ).map { (try $0("code"), try $0("lies")) }
    }

    /// The moves that take back what a paper has moved, the last one first; what was taken back once is left out.
    static func reversal(
        of paper: ID<StockPaper>, on day: CalendarDay, why: String, _ tx: Transaction
    ) throws -> [StockMove] {
        try reversals("m.paper_id = \(paper)", on: day, why: why, tx)
    }

    /// The moves that take back what a visit has moved, the last one first.
    static func reversal(
        of visit: ID<Visit>, on day: CalendarDay, _ tx: Transaction
    ) throws -> [StockMove] {
        try reversals("m.visit_id = \(visit)", on: day, why: "reverse", tx)
    }

    /// The move that takes one back that is of no paper; nil where it was taken back.
    static func reversal(
        of movement: ID<StockMovement>, on day: CalendarDay, _ tx: Transaction
    ) throws -> StockMove? {
        try reversals("m.id = \(movement) AND m.paper_id IS NULL", on: day, why: "reverse", tx).first
    }

    private static func reversals(
        _ which: SQL, on day: CalendarDay, why: String, _ tx: Transaction
    ) throws -> [StockMove] {
        let rows = try tx.rows(
            """
            SELECT m.id, m.part_id, m.quantity, m.from_id, m.to_id, m.owner, m.condition, m.serial, m.lot, m.value_in,
                   m.value_out, m.paper_id, m.line_id, m.job_id FROM stock_movement m
            WHERE \(which) AND m.reverses_id IS NULL
              AND NOT EXISTS (SELECT 1 FROM stock_movement r WHERE r.reverses_id = m.id) ORDER BY m.id DESC
            """)
        let ids: [ID<StockPlace>] = try rows.flatMap { [try $0("from_id"), try $0("to_id")] }
        let places = try StockPlaceList.all(ids, tx)
        let known = Dictionary(uniqueKeysWithValues: places.map { ($0.id, $0) })
        func place(_ id: ID<StockPlace>) throws -> PlaceRow {
            guard let place = known[id] else { throw Refusal.hidden }
            return place
        }
        return try rows.map { row in
            let (came, went): (Int64, Int64) = (try row("value_in"), try row("value_out"))
            return StockMove(
                part: try row("part_id"), quantity: try row("quantity"), from: try place(row("to_id")),
                to: try place(row("from_id")), owner: try row("owner"), condition: try row("condition"),
                serial: try row("serial"), lot: try row("lot"), cost: .worth(max(came, went)),
                paper: try row.optional("paper_id"), line: try row.optional("line_id"), job: try row.optional("job_id"),
                day: day, why: why, reverses: try row("id"))
        }
    }
}

/// How much may lie with a dealer.
enum StockLimit {
    /// What is sent to him, or comes to him from outside: what is under way counts. - Throws: `OverLimit`.
    static func check(_ place: PlaceRow, for actor: Actor, _ currency: Currency, _ tx: Transaction) throws {
        guard place.kind == .sub, let limit = place.limit else { return }
        let (lies, underWay) = (try StockPlaceList.worth(of: place.id, tx), try underWay(to: place.id, tx))
        let (sum, isOver) = lies.addingReportingOverflow(underWay)
        guard isOver || sum > limit else { return }
        let sees = actor.roles.meet(.seesStockWorth)
        throw OverLimit(
            place: place.code, amounts: sees ? (Money(limit, currency), Money(isOver ? .max : sum, currency)) : nil)
    }

    private static func underWay(to place: ID<StockPlace>, _ tx: Transaction) throws -> Int64 {
        try StockPlaceList.worth(
            """
            SELECT l.part_id, sum(l.quantity) AS lies, w.quantity, w.value FROM stock_paper x
            JOIN stock_line l ON l.paper_id = x.id JOIN stock_worth w ON w.part_id = l.part_id
            WHERE x.to_id = \(place) AND x.state = 'sent' AND l.owner = 'company' AND l.condition <> 'defective'
            GROUP BY l.part_id, w.quantity, w.value
            """, tx)
    }
}

/// A dealer's store would hold more than it may.
struct OverLimit: DeedRefusal {
    let place: String
    /// What it may hold, and what it would; nil for those who do not see what parts cost.
    let amounts: (limit: Money, sum: Money)?

    var status: HTTPResponse.Status { .unprocessableContent }

    func complaint(_ reader: Reader) -> Complaint {
        guard let amounts else { return Complaint("stock.denied.limit_plain", place) }
        return Complaint("stock.denied.limit", place, reader.money(amounts.limit), reader.money(amounts.sum))
    }
}
