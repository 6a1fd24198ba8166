import Database
import Domain
import Ground
import Web

/// How much of a part a place should have.
struct LevelRow: Sendable {
    let part: StockPart
    let minimum: Int64
    let orderPoint: Int64
}

/// What each place should have of each part, and how long it takes until more come.
enum LevelStore {
    static let most: Int64 = 1_000_000

    /// - Parameter level: nil: the place need have none of it.
    static func set(
        _ part: StockPart, at place: PlaceRow, _ level: (minimum: Int64, orderPoint: Int64)?, by person: ID<Person>,
        _ tx: Transaction
    ) throws {
        let before = try SupplyList.level(of: part.id, at: place.id, tx)
        if let level {
            try tx.execute(
                """
                INSERT INTO stock_level (place_id, part_id, minimum, order_point)
                VALUES (\(place.id), \(part.id), \(level.minimum), \(level.orderPoint))
                ON CONFLICT (place_id, part_id)
                DO UPDATE SET minimum = excluded.minimum, order_point = excluded.order_point
                """)
        } else {
            try tx.execute("DELETE FROM stock_level WHERE place_id = \(place.id) AND part_id = \(part.id)")
        }
        let event = Event(
            "level_changed", of: .stockPlace(place.id), in: PlaceStore.room,
            from: texts(before.map { ($0.minimum, $0.orderPoint) }), to: texts(level), detail: ["part": part.code])
        if event.changesSomething { try EventStore.add(event, by: person, tx) }
    }

    /// As the history keeps it.
    private static func texts(_ level: (minimum: Int64, orderPoint: Int64)?) -> [String: String] {
        ["minimum": level.map { String($0.minimum) } ?? "", "order_point": level.map { String($0.orderPoint) } ?? ""]
    }

    static func setLead(_ days: Int, of place: PlaceRow, by person: ID<Person>, _ tx: Transaction) throws {
        let before = try SupplyList.lead(of: place.id, tx)
        try tx.execute(
            """
            INSERT INTO stock_supply (place_id, lead_days) VALUES (\(place.id), \(days))
            ON CONFLICT (place_id) DO UPDATE SET lead_days = excluded.lead_days
            """)
        let event = Event(
            "lead_changed", of: .stockPlace(place.id), in: PlaceStore.room, from: ["lead_days": String(before)],
            to: ["lead_days": String(days)])
        if event.changesSomething { try EventStore.add(event, by: person, tx) }
    }

    /// Of two parts that turned out to be one: where both have a level, that of the part that stays holds.
    static func merge(_ gone: ID<SparePart>, into kept: ID<SparePart>, _ tx: Transaction) throws {
        try tx.execute(
            """
            DELETE FROM stock_level WHERE part_id = \(gone)
                AND place_id IN (SELECT o.place_id FROM stock_level o WHERE o.part_id = \(kept))
            """)
        try tx.execute("UPDATE stock_level SET part_id = \(kept) WHERE part_id = \(gone)")
    }
}
