import Database
import Domain
import Ground

/// How many more of a part a place wants.
struct SupplyRow: Sendable {
    let part: StockPart
    let need: Replenishment
}

enum SupplyList {
    /// More a person does not look through at once; those that lack most come first.
    static let most = 200

    static func level(
        of part: ID<SparePart>, at place: ID<StockPlace>, _ tx: Transaction
    ) throws -> (minimum: Int64, orderPoint: Int64)? {
        try tx.row("SELECT minimum, order_point FROM stock_level WHERE place_id = \(place) AND part_id = \(part)").map {
            (try $0("minimum"), try $0("order_point"))
        }
    }

    static func lead(of place: ID<StockPlace>, _ tx: Transaction) throws -> Int {
        try tx.value("SELECT lead_days FROM stock_supply WHERE place_id = \(place)") ?? Replenishment.usualLeadDays
    }

    /// Of a place, by the parts' codes.
    static func levels(at place: ID<StockPlace>, _ tx: Transaction) throws -> [LevelRow] {
        try tx.rows(
            """
            SELECT l.minimum, l.order_point, \(StockPart.columns) FROM stock_level l
            JOIN spare_part s ON s.id = l.part_id WHERE l.place_id = \(place) ORDER BY s.code LIMIT 1000
            """
        ).map { LevelRow(part: try StockPart($0), minimum: try $0("minimum"), orderPoint: try $0("order_point")) }
    }

    /// What the place wants more of: of the parts that it should have, and of those that it has given out.
    /// - Parameter days: over which use is counted.
    static func proposals(
        for place: PlaceRow, days: Int, on today: CalendarDay, _ tx: Transaction
    ) throws -> [SupplyRow] {
        let blank = Replenishment(days: days, lead: try lead(of: place.id, tx))
        var needs: [ID<SparePart>: Replenishment] = [:]
        for row in try tx.rows("SELECT part_id, minimum, order_point FROM stock_level WHERE place_id = \(place.id)") {
            let id: ID<SparePart> = try row("part_id")
            needs[id, default: blank].minimum = try row("minimum")
            needs[id, default: blank].orderPoint = try row("order_point")
        }
        for row in try tx.rows(used(at: place, since: today.adding(days: -days))) {
            needs[try row("part_id"), default: blank].used = try row("used")
        }
        let stock = try FreeStockList.all(needs.keys, at: [place.id], on: today, tx)
        for (key, free) in stock { needs[key.part]?.free = free.free }
        for row in try tx.rows(coming(to: place.id)) {
            let id: ID<SparePart> = try row("part_id")
            needs[id]?.coming += try row("coming")
        }
        let wanted = needs.filter { $0.value.proposal > 0 }
        let parts = try StockPartList.all(wanted.keys, tx)
        return wanted.compactMap { id, need in parts[id].map { SupplyRow(part: $0, need: need) } }
            .filter { !$0.part.isRetired }
            .sorted {
                ($1.need.threshold - $1.need.free, $0.part.code) < ($0.need.threshold - $0.need.free, $1.part.code)
            }
            .prefix(most).map(\.self)
    }

    /// What was fitted, sold or used there, and of the company's own stores what they have sent to others; what was taken back
    /// does not count. By the index of the place and the day: only those days are read. (`reverses_id IS NULL` would read by that
    /// column's index, where nearly all movements are.)
    static func used(at place: PlaceRow, since day: CalendarDay) -> SQL {
        let kinds: SQL = place.kind == .sub ? "'customer'" : "'customer', 'transit'"
        return """
            SELECT m.part_id, sum(m.quantity) AS used FROM stock_movement m
            WHERE m.from_id = \(place.id) AND m.on_day > \(day) AND m.owner = 'company' AND m.condition <> 'defective'
              AND m.to_id IN (SELECT t.id FROM stock_place t WHERE t.kind IN (\(kinds))) AND coalesce(m.reverses_id, 0) = 0
              AND NOT EXISTS (SELECT 1 FROM stock_movement r WHERE r.reverses_id = m.id)
            GROUP BY m.part_id
            """
    }

    private static func coming(to place: ID<StockPlace>) -> SQL {
        """
        SELECT l.part_id, sum(l.quantity) AS coming FROM stock_paper x JOIN stock_line l ON l.paper_id = x.id
        WHERE x.to_id = \(place) AND x.state = 'sent' AND l.condition <> 'defective' GROUP BY l.part_id
        UNION ALL
        SELECT l.part_id, sum(coalesce(l.approved, l.quantity)) AS coming FROM part_request q
        JOIN part_request_line l ON l.request_id = q.id
        WHERE q.place_id = \(place) AND q.state IN ('asked', 'approved', 'picked') GROUP BY l.part_id
        UNION ALL
        SELECT l.part_id, sum(l.quantity - l.received) AS coming FROM purchase_order x
        JOIN purchase_line l ON l.order_id = x.id
        WHERE x.place_id = \(place) AND x.state IN ('ordered', 'partial') AND l.received < l.quantity GROUP BY l.part_id
        """
    }

    /// Of the lines of requests that were decided since a day, how many were given in full.
    static func fillRate(since moment: Instant, at place: ID<StockPlace>, _ tx: Transaction) throws -> FillRate {
        let row = try tx.one(
            """
            SELECT count(*) AS asked, coalesce(sum(CASE WHEN l.approved = l.quantity THEN 1 ELSE 0 END), 0) AS filled
            FROM part_request q JOIN part_request_line l ON l.request_id = q.id
            WHERE q.place_id = \(place) AND q.decided_at >= \(moment) AND q.state <> 'cancelled'
            """)
        return FillRate(asked: try row("asked"), full: try row("filled"))
    }
}
