import Base
import Database
import Domain
import Ground
import Web

/// So many of a part that a line of a request wants.
struct PartNeed: Sendable {
    /// Of its line, from 1.
    let position: Int
    let part: ID<SparePart>
    let quantity: Int64
}

/// What is kept back for requests. Two at once cannot keep back the same piece: each reads what the other writes, and the
/// engine lets only one of them through.
enum ReservationStore {
    /// Instead of what was kept back for the request before.
    /// - Throws: `RefusedLines` by the lines' positions where there is not so much free.
    static func reserve(
        _ needs: [PartNeed], for request: ID<PartRequest>, at place: PlaceRow, until day: CalendarDay, by actor: Actor,
        in company: OpenCompany, _ tx: Transaction
    ) throws {
        try end(request, tx)
        let today = company.clock.day(of: tx.now)
        let free = try FreeStockList.all(needs.map(\.part), at: [place.id], on: today, tx)
        var complaints: [Int: Complaint] = [:]
        for need in needs {
            let stock = free[StockMove.Key(new: need.part, at: place.id)] ?? FreeStock()
            guard stock.free < need.quantity else { continue }
            let move = StockMove(part: need.part, quantity: need.quantity, from: place, to: place, day: today)
            complaints[need.position] =
                ShortStock(
                    place: place.code, onHand: stock.onHand, own: stock.onHand, reserved: stock.reserved,
                    elsewhere: try StockMovementStore.elsewhere(move, actor.sight, on: today, tx)
                ).complaint(to: actor)
        }
        guard complaints.isEmpty else { throw RefusedLines(complaints: complaints) }
        for need in needs {
            try tx.later(
                """
                INSERT INTO stock_reservation (request_id, part_id, place_id, quantity, until_on, made_by, made_at)
                VALUES (\(request), \(need.part), \(place.id), \(need.quantity), \(day), \(actor.person), \(tx.now))
                """)
        }
    }

    /// It is used up, or wanted no more.
    static func end(_ request: ID<PartRequest>, _ tx: Transaction) throws {
        try tx.later(
            "UPDATE stock_reservation SET ended_at = \(tx.now) WHERE request_id = \(request) AND ended_at IS NULL")
    }

    /// What was lost is kept back for nobody: those that were made last lose it first, and their requests say so.
    /// - Parameter left: what lies there still.
    static func shrink(
        _ part: ID<SparePart>, at place: ID<StockPlace>, to left: Int64, on today: CalendarDay, _ tx: Transaction
    ) throws {
        let rows = try tx.rows(
            """
            SELECT r.id, r.request_id, r.quantity, s.code FROM stock_reservation r JOIN spare_part s ON s.id = r.part_id
            WHERE r.part_id = \(part) AND r.place_id = \(place) AND \(StockBalanceStore.isKept(on: today)) ORDER BY r.id
            """)
        var left = left
        for row in rows {
            let (id, kept): (ID<StockReservation>, Int64) = (try row("id"), try row("quantity"))
            let remains = min(kept, left)
            left -= remains
            guard remains < kept else { continue }
            let change: SQL = remains > 0 ? "quantity = \(remains)" : "ended_at = \(tx.now)"
            try tx.later("UPDATE stock_reservation SET \(change) WHERE id = \(id)")
            let detail = ["part": try row("code") as String, "lost": String(kept - remains)]
            try EventStore.add(
                Event(
                    "reservation_lost", of: .partRequest(try row("request_id")), in: RequestStore.room, detail: detail),
                by: nil, tx)
        }
    }

    /// Those whose day is over: what they kept is free since, and the request says so.
    static func sweep(_ limit: Int, _ tx: Transaction) throws -> Int {
        guard let company = tx.host as? OpenCompany else { return 0 }
        let rows = try tx.rows(
            """
            SELECT r.id, r.request_id, r.quantity, s.code FROM stock_reservation r JOIN spare_part s ON s.id = r.part_id
            WHERE r.ended_at IS NULL AND r.until_on < \(company.clock.day(of: tx.now))
            ORDER BY r.until_on, r.id LIMIT \(literal: limit)
            """)
        let ids: [ID<StockReservation>] = try rows.map { try $0("id") }
        try tx.execute("UPDATE stock_reservation SET ended_at = \(tx.now) WHERE id IN (\(ids))")
        for row in rows {
            let detail = ["part": try row("code") as String, "quantity": String(try row("quantity") as Int64)]
            try EventStore.add(
                Event(
                    "reservation_over", of: .partRequest(try row("request_id")), in: RequestStore.room, detail: detail),
                by: nil, tx)
        }
        return rows.count
    }
}
