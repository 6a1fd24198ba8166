import Database
import Domain
import Ground

enum StockList {
    static let pageSize = 50

    /// By the parts' codes. - Parameter day: as it lay at its end, out of the movements; nil: as it lies now.
    static func slice(
        _ filter: StockFilter, _ sight: Actor.Sight, asOf day: CalendarDay? = nil, on today: CalendarDay,
        size: Int = pageSize, _ tx: Transaction
    ) throws -> Slice<StockRow, StockKey> {
        let whole = try narrowed(filter, sight, tx)
        let isWalked = try day == nil && isWalked(filter, sight, tx)
        return try Slice(filter.cursor, size: size, key: { StockKey($0) }) { limit in
            var narrowed = whole
            if isWalked {
                // Each part that lies anywhere has a line; of the first one all may stand on the page before.
                let next: [ID<SparePart>] = try tx.list(
                    walk(at: filter.place, from: filter.cursor?.key.code ?? "", count: limit + 1))
                narrowed += "AND s.id IN (\(next))"
            }
            let rows = try tx.rows(
                statement(day.map(lay) ?? lies, narrowed, after: filter.cursor?.key, limit: limit))
            let parts: [ID<SparePart>] = try rows.map { try $0("id") }
            let worths = try worths(parts, asOf: day, tx)
            let kept = day == nil ? try reserved(parts, on: today, tx) : [:]
            return try rows.map { try row($0, worths, kept) }
        }
    }

    /// Whether the page's parts are looked for by their codes first: where nearly all of the catalogue may lie. A dealer's
    /// store has few of them, and a search has found its own.
    private static func isWalked(_ filter: StockFilter, _ sight: Actor.Sight, _ tx: Transaction) throws -> Bool {
        guard filter.typed.isEmpty, sight == .company else { return false }
        guard let place = filter.place else { return true }
        return try StockPlaceList.all([place], tx).first?.kind == .central
    }

    /// The next parts that lie somewhere, by the index of their codes.
    static func walk(at place: ID<StockPlace>?, from code: String, count: Int) -> SQL {
        let here: SQL =
            place.map {
                "AND b.place_id IN (SELECT p.id FROM stock_place p WHERE p.id = \($0) OR p.parent_id = \($0))"
            } ?? ""
        return """
            SELECT s.id FROM spare_part s WHERE s.code >= \(code)
              AND EXISTS (SELECT 1 FROM stock_balance b WHERE b.part_id = s.id AND b.quantity > 0 \(here))
            ORDER BY s.code LIMIT \(literal: count)
            """
    }

    private static let lies: SQL =
        "(SELECT part_id, place_id, owner, condition, quantity FROM stock_balance WHERE quantity > 0)"

    private static func lay(_ day: CalendarDay) -> SQL {
        """
        (SELECT part_id, to_id AS place_id, owner, condition, quantity FROM stock_movement WHERE on_day <= \(day)
         UNION ALL
         SELECT part_id, from_id AS place_id, owner, condition, -quantity AS quantity FROM stock_movement
         WHERE on_day <= \(day))
        """
    }

    private static func statement(_ source: SQL, _ narrowed: SQL, after key: StockKey?, limit: Int) -> SQL {
        let after: SQL =
            key.map {
                "AND (s.code, p.id, b.owner, b.condition) > (\($0.code), \($0.place), \($0.owner), \($0.condition))"
            }
            ?? ""
        return """
            SELECT s.id, s.code, s.name_fa, s.name_en, s.unit, s.tracking, s.must_return, s.is_retired,
                   p.id AS place, p.code AS place_code, p.name_fa AS place_fa, p.name_en AS place_en, p.kind AS place_kind,
                   d.name AS dealer_name, b.owner, b.condition, sum(b.quantity) AS lies
            FROM \(source) b JOIN spare_part s ON s.id = b.part_id JOIN stock_place p ON p.id = b.place_id
            LEFT JOIN dealer d ON d.id = p.dealer_id
            WHERE p.kind NOT IN (\(StockPlaceList.outside)) AND \(narrowed) \(after)
            GROUP BY s.id, s.code, s.name_fa, s.name_en, s.unit, s.tracking, s.must_return, s.is_retired, p.id, p.code,
                     p.name_fa, p.name_en, p.kind, d.name, b.owner, b.condition
            HAVING sum(b.quantity) > 0
            ORDER BY s.code, p.id, b.owner, b.condition LIMIT \(literal: limit)
            """
    }

    private static func narrowed(_ filter: StockFilter, _ sight: Actor.Sight, _ tx: Transaction) throws -> SQL {
        var parts = [StockPlaceList.within(sight)]
        if let place = filter.place { parts.append("(p.id = \(place) OR p.parent_id = \(place))") }
        if !filter.typed.isEmpty {
            let found = try StockPartList.search(filter.typed, tx)
            parts.append("s.id IN (\(found))")
        }
        return parts.joinedByAnd()
    }

    private static func worths(
        _ parts: [ID<SparePart>], asOf day: CalendarDay?, _ tx: Transaction
    ) throws -> [ID<SparePart>: StockWorth] {
        let ids = Set(parts).sorted()
        let rows: [Row]
        if let day {
            rows = try tx.rows(
                """
                SELECT m.part_id, sum(CASE WHEN f.kind IN (\(StockPlaceList.outside))
                                           AND t.kind NOT IN (\(StockPlaceList.outside)) THEN m.quantity
                                      WHEN t.kind IN (\(StockPlaceList.outside))
                                           AND f.kind NOT IN (\(StockPlaceList.outside)) THEN -m.quantity
                                      ELSE 0 END) AS quantity, sum(m.value_in - m.value_out) AS value
                FROM stock_movement m JOIN stock_place f ON f.id = m.from_id JOIN stock_place t ON t.id = m.to_id
                WHERE m.part_id IN (\(ids)) AND m.on_day <= \(day) AND m.owner = 'company'
                  AND m.condition <> 'defective' GROUP BY m.part_id
                """)
        } else {
            rows = try tx.rows("SELECT part_id, quantity, value FROM stock_worth WHERE part_id IN (\(ids))")
        }
        return try rows.reduce(into: [:]) {
            $0[try $1("part_id")] = StockWorth(quantity: try $1("quantity"), value: try $1("value"))
        }
    }

    /// Of new goods of ours.
    private static func reserved(
        _ parts: [ID<SparePart>], on today: CalendarDay, _ tx: Transaction
    ) throws -> [StockMove.Key: Int64] {
        try tx.rows(
            """
            SELECT r.part_id, r.place_id, sum(r.quantity) AS kept FROM stock_reservation r
            WHERE \(StockBalanceStore.isKept(on: today))
              AND r.part_id IN (\(Set(parts).sorted())) GROUP BY r.part_id, r.place_id
            """
        ).reduce(into: [:]) { $0[StockMove.Key(new: try $1("part_id"), at: try $1("place_id"))] = try $1("kept") }
    }

    private static func row(
        _ row: Row, _ worths: [ID<SparePart>: StockWorth], _ kept: [StockMove.Key: Int64]
    ) throws -> StockRow {
        let (part, place): (StockPart, ID<StockPlace>) = (try StockPart(row), try row("place"))
        let (owner, condition): (StockOwner, PartCondition) = (try row("owner"), try row("condition"))
        let isKept = owner == .company && condition == .new
        return StockRow(
            part: part, place: place, placeCode: try row("place_code"),
            placeNames: BothNames(fa: try row("place_fa"), en: try row("place_en")), placeKind: try row("place_kind"),
            dealerName: try row.optional("dealer_name") ?? "", owner: owner, condition: condition,
            quantity: try row("lies"), reserved: isKept ? kept[StockMove.Key(new: part.id, at: place)] ?? 0 : 0,
            worth: worths[part.id] ?? StockWorth())
    }
}
