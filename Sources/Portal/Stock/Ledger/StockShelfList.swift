import Database
import Domain
import Ground

/// What lies of a part on a shelf.
struct ShelfLine: Sendable {
    let part: ID<SparePart>
    let condition: PartCondition
    let serial: String
    let lot: String
    var quantity: Int64
}

/// What a dealer's person has at hand: where he takes from, and where what he removes lies.
struct DealerShelf: Sendable {
    let place: PlaceRow?
    let owed: PlaceRow?
    /// Where parts go that are fitted.
    let customer: PlaceRow?
    let lies: [ShelfLine]
}

/// What a dealer's person has at hand.
enum StockShelfList {
    /// Where he takes from, and what lies there of these parts: new ones first.
    static func ask(
        of dealer: ID<Dealer>, for person: ID<Person>, _ parts: [ID<SparePart>], _ tx: Transaction
    ) throws -> Reply<DealerShelf> {
        let places = try tx.ask(
            """
            \(PlaceRow.columns) WHERE p.is_retired = 0 AND (p.kind = 'customer'
              OR p.dealer_id = \(dealer) AND (p.person_id IS NULL OR p.person_id = \(person)))
            """
        ) { try $0.map(PlaceRow.init) }
        return try tx.ask(
            """
            SELECT b.place_id, b.part_id, b.condition, b.serial, b.lot, b.quantity FROM stock_balance b
            JOIN stock_place p ON p.id = b.place_id
            WHERE p.kind = 'sub' AND p.dealer_id = \(dealer) AND b.quantity > 0 AND b.owner = 'company'
              AND b.condition <> 'defective' AND b.part_id IN (\(Set(parts).sorted()))
            ORDER BY CASE WHEN b.condition = 'new' THEN 0 ELSE 1 END, b.id
            """
        ) { rows in
            let all = try places.value()
            let place = all.filter { $0.kind == .sub }.max { $0.person == nil && $1.person != nil }
            return DealerShelf(
                place: place, owed: all.first { $0.kind == .dealerDefective },
                customer: all.first { $0.kind == .customer },
                lies: try rows.filter { try $0("place_id") == place?.id }.map {
                    ShelfLine(
                        part: try $0("part_id"), condition: try $0("condition"), serial: try $0("serial"),
                        lot: try $0("lot"), quantity: try $0("quantity"))
                })
        }
    }

    /// The move of a piece or a lot as it lies there. - Throws: `stock.gap.mark` where none was said, `stock.gap.no_mark`.
    static func marked(_ mark: String, _ move: StockMove, _ tx: Transaction) throws -> StockMove {
        guard !mark.isEmpty else { throw Complaint("stock.gap.mark") }
        let row = try tx.row(
            """
            SELECT condition, serial, lot FROM stock_balance
            WHERE part_id = \(move.part) AND place_id = \(move.from.id) AND owner = \(move.owner)
              AND (serial = \(mark) OR lot = \(mark)) AND condition <> 'defective' AND quantity > 0 ORDER BY id LIMIT 1
            """)
        guard let row else { throw Complaint("stock.gap.no_mark", mark, move.from.code) }
        var marked = move
        (marked.condition, marked.serial, marked.lot) = (try row("condition"), try row("serial"), try row("lot"))
        return marked
    }
}
