import Database
import Domain
import Ground

/// New goods of ours of a part in a place.
struct FreeStock: Sendable, Equatable {
    var onHand: Int64 = 0
    /// Kept back for requests.
    var reserved: Int64 = 0

    var free: Int64 { PartRequestRules.free(onHand: onHand, reserved: reserved) }
}

/// Why there is too little, in the words of all refusals.
struct ShortStock: Sendable {
    let place: String
    /// Of such goods, whichever serial or lot.
    let onHand: Int64
    /// Of the very serial or lot that was asked for.
    let own: Int64
    let reserved: Int64
    let elsewhere: [(code: String, quantity: Int64)]

    func complaint(to actor: Actor) -> Complaint {
        let rest = elsewhere.map { "\($0.code): \($0.quantity)" }.joined(separator: " · ")
        guard reserved > 0 else {
            let nothing = actor.dealer == nil ? "stock.denied.short_nowhere" : "stock.denied.short_here"
            return Complaint(rest.isEmpty ? nothing : "stock.denied.short", place, String(own), rest)
        }
        let free = PartRequestRules.free(onHand: onHand, reserved: reserved)
        return Complaint(
            rest.isEmpty ? "stock.denied.kept" : "stock.denied.kept_rest", place, String(onHand), String(reserved),
            String(free), rest)
    }
}

enum FreeStockList {
    /// By part and place, as `StockMove.Key(new:at:)`.
    static func all(
        _ parts: some Sequence<ID<SparePart>>, at places: [ID<StockPlace>], on today: CalendarDay, _ tx: Transaction
    ) throws -> [StockMove.Key: FreeStock] {
        try all(Set(parts).sorted(), at: "p.id IN (\(places))", on: today, tx)
    }

    /// Wherever they lie.
    static func all(
        _ parts: some Sequence<ID<SparePart>>, on today: CalendarDay, _ tx: Transaction
    ) throws -> [StockMove.Key: FreeStock] {
        try all(Set(parts).sorted(), at: "p.kind NOT IN (\(StockPlaceList.outside))", on: today, tx)
    }

    private static func all(
        _ parts: [ID<SparePart>], at places: SQL, on today: CalendarDay, _ tx: Transaction
    ) throws -> [StockMove.Key: FreeStock] {
        let lies = try tx.ask(
            """
            SELECT b.part_id, b.place_id, sum(b.quantity) AS lies FROM stock_balance b
            JOIN stock_place p ON p.id = b.place_id
            WHERE b.part_id IN (\(parts)) AND b.owner = 'company' AND b.condition = 'new' AND b.quantity > 0 AND \(places)
            GROUP BY b.part_id, b.place_id
            """
        ) { try $0.map { (StockMove.Key(new: try $0("part_id"), at: try $0("place_id")), try $0("lies") as Int64) } }
        let kept = try tx.ask(
            """
            SELECT r.part_id, r.place_id, sum(r.quantity) AS kept FROM stock_reservation r
            JOIN stock_place p ON p.id = r.place_id
            WHERE r.part_id IN (\(parts)) AND \(StockBalanceStore.isKept(on: today)) AND \(places)
            GROUP BY r.part_id, r.place_id
            """
        ) { try $0.map { (StockMove.Key(new: try $0("part_id"), at: try $0("place_id")), try $0("kept") as Int64) } }
        var all: [StockMove.Key: FreeStock] = [:]
        for (key, count) in try lies.value() { all[key, default: FreeStock()].onHand = count }
        for (key, count) in try kept.value() { all[key, default: FreeStock()].reserved = count }
        return all
    }

    /// What is kept back of a part, the one that ends first first. - Parameter place: nil: wherever.
    static func reservations(
        of part: ID<SparePart>, at place: ID<StockPlace>?, on today: CalendarDay, _ tx: Transaction
    ) throws -> [ReservationRow] {
        let here: SQL = place.map { "AND r.place_id = \($0)" } ?? ""
        return try tx.rows(
            """
            SELECT q.number, j.number AS job, p.code AS place, r.quantity, r.until_on FROM stock_reservation r
            JOIN part_request q ON q.id = r.request_id JOIN stock_place p ON p.id = r.place_id
            LEFT JOIN job j ON j.id = q.job_id
            WHERE r.part_id = \(part) AND \(StockBalanceStore.isKept(on: today)) \(here)
            ORDER BY r.until_on, r.id LIMIT 50
            """
        ).map(ReservationRow.init)
    }
}

/// What is kept back, and for what.
struct ReservationRow: Sendable {
    let request: String
    let job: String
    let place: String
    let quantity: Int64
    let until: CalendarDay

    init(_ row: Row) throws {
        (request, job) = (try row("number"), try row.optional("job") ?? "")
        (place, quantity, until) = (try row("place"), try row("quantity"), try row("until_on"))
    }
}
