import Database
import Domain
import Ground
import Web

/// What lies where, and what it is worth: kept beside the movements, in their transaction.
enum StockBalanceStore {
    private static let columns: SQL = "b.part_id, b.place_id, b.owner, b.condition, b.serial, b.lot"

    private static func key(_ row: Row) throws -> StockMove.Key {
        StockMove.Key(
            part: try row("part_id"), place: try row("place_id"), owner: try row("owner"),
            condition: try row("condition"), serial: try row("serial"), lot: try row("lot"))
    }

    private static func parts(_ moves: [StockMove]) -> [ID<SparePart>] { Set(moves.map(\.part)).sorted() }

    private static func places(_ moves: [StockMove]) -> [ID<StockPlace>] {
        Set(moves.flatMap { [$0.from.id, $0.to.id] }).sorted()
    }

    static func balances(_ moves: [StockMove], _ tx: Transaction) throws -> Reply<[StockMove.Key: Int64]> {
        try tx.ask(
            """
            SELECT \(columns), b.quantity FROM stock_balance b
            WHERE b.part_id IN (\(parts(moves))) AND b.place_id IN (\(places(moves))) AND b.quantity > 0
            """
        ) { try $0.reduce(into: [:]) { all, row in all[try key(row)] = try row("quantity") } }
    }

    static func worths(_ moves: [StockMove], _ tx: Transaction) throws -> Reply<[ID<SparePart>: StockWorth]> {
        try tx.ask("SELECT part_id, quantity, value FROM stock_worth WHERE part_id IN (\(parts(moves)))") {
            try $0.reduce(into: [:]) { all, row in
                all[try row("part_id")] = StockWorth(quantity: try row("quantity"), value: try row("value"))
            }
        }
    }

    /// Which reservations (alias `r`) hold on a day.
    static func isKept(on today: CalendarDay) -> SQL { "r.ended_at IS NULL AND r.until_on >= \(today)" }

    /// What is kept back where these moves take from, for other requests than theirs; by part and place alone.
    static func reserved(
        _ moves: [StockMove], on today: CalendarDay, _ tx: Transaction
    ) throws -> Reply<[StockMove.Key: Int64]> {
        let own = Set(moves.compactMap(\.request)).sorted()
        let others: SQL = own.isEmpty ? "" : "AND r.request_id NOT IN (\(own))"
        return try tx.ask(
            """
            SELECT r.part_id, r.place_id, sum(r.quantity) AS kept FROM stock_reservation r
            WHERE \(isKept(on: today)) AND r.part_id IN (\(parts(moves)))
              AND r.place_id IN (\(Set(moves.map(\.from.id)).sorted())) \(others) GROUP BY r.part_id, r.place_id
            """
        ) {
            try $0.reduce(into: [:]) { all, row in
                all[StockMove.Key(new: try row("part_id"), at: try row("place_id"))] = try row("kept")
            }
        }
    }

    /// Where each of their serials lies, wherever that is.
    static func serials(_ moves: [StockMove], _ tx: Transaction) throws -> Reply<[StockMove.Key: StockMove.Key]> {
        let serials = Set(moves.map(\.serial)).subtracting([""]).sorted()
        return try tx.ask(
            """
            SELECT \(columns) FROM stock_balance b
            WHERE b.part_id IN (\(parts(moves))) AND b.serial IN (\(serials)) AND b.quantity > 0
            """
        ) {
            try $0.reduce(into: [:]) { all, row in
                let key = try key(row)
                all[StandingStock.serial(key.part, key.serial)] = key
            }
        }
    }

    /// What each day after that of the moves has brought and taken where they take from, the latest day first; nothing
    /// where they are of today.
    static func later(
        _ moves: [StockMove], today: CalendarDay, _ tx: Transaction
    ) throws -> [StockMove.Key: [Int64]] {
        guard let day = moves.map(\.day).min(), day < today else { return [:] }
        let (parts, places) = (parts(moves), Set(moves.map(\.from.id)).sorted())
        return try tx.rows(
            """
            SELECT \(columns), b.on_day, sum(b.quantity) AS change FROM (
                SELECT part_id, to_id AS place_id, owner, condition, serial, lot, on_day, quantity FROM stock_movement
                WHERE to_id IN (\(places)) AND part_id IN (\(parts)) AND on_day > \(day)
                UNION ALL
                SELECT part_id, from_id AS place_id, owner, condition, serial, lot, on_day, -quantity FROM stock_movement
                WHERE from_id IN (\(places)) AND part_id IN (\(parts)) AND on_day > \(day)) b
            GROUP BY \(columns), b.on_day ORDER BY b.on_day DESC
            """
        ).reduce(into: [:]) { try $0[key($1), default: []].append($1("change")) }
    }

    static func change(_ key: StockMove.Key, by change: Int64, _ tx: Transaction) throws {
        if change > 0 {
            try tx.later(
                """
                INSERT INTO stock_balance (part_id, place_id, owner, condition, serial, lot, quantity)
                VALUES (\(key.part), \(key.place), \(key.owner), \(key.condition), \(key.serial), \(key.lot), \(change))
                ON CONFLICT (part_id, place_id, owner, condition, serial, lot)
                DO UPDATE SET quantity = stock_balance.quantity + excluded.quantity
                """)
        } else if change < 0 {
            try tx.later(
                """
                UPDATE stock_balance SET quantity = quantity - \(-change)
                WHERE part_id = \(key.part) AND place_id = \(key.place) AND owner = \(key.owner)
                  AND condition = \(key.condition) AND serial = \(key.serial) AND lot = \(key.lot)
                """, orThrow: Refusal.stale(Complaint("error.stale")))
        }
    }

    static func set(_ worth: StockWorth, of part: ID<SparePart>, _ tx: Transaction) throws {
        try tx.later(
            """
            INSERT INTO stock_worth (part_id, quantity, value) VALUES (\(part), \(worth.quantity), \(worth.value))
            ON CONFLICT (part_id) DO UPDATE SET quantity = excluded.quantity, value = excluded.value
            """)
    }
}

extension StockBalanceStore {
    /// How many of a serial or a lot lie in a place, new and ours.
    static func lies(
        of part: ID<SparePart>, _ mark: String, at place: ID<StockPlace>, _ tx: Transaction
    ) throws -> Int64 {
        try tx.value(
            """
            SELECT coalesce(sum(quantity), 0) FROM stock_balance
            WHERE part_id = \(part) AND place_id = \(place) AND owner = 'company' AND condition = 'new'
              AND (serial = \(mark) OR lot = \(mark))
            """) ?? 0
    }

    static func worth(of part: ID<SparePart>, _ tx: Transaction) throws -> StockWorth {
        let row = try tx.row("SELECT quantity, value FROM stock_worth WHERE part_id = \(part)")
        return try row.map { StockWorth(quantity: try $0("quantity"), value: try $0("value")) } ?? StockWorth()
    }
}
