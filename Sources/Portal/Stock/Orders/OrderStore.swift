import Base
import Database
import Domain
import Ground
import Web

/// What an order says.
struct NewOrder: Sendable {
    struct Line: Sendable {
        /// From 1, as it was typed.
        let position: Int
        let part: StockPart
        let quantity: Int64
        /// Minor units for one; nil where none is agreed yet.
        let price: Int64?
    }

    let supplier: String
    let place: PlaceRow
    let due: CalendarDay
    var reference = ""
    var note = ""
    let lines: [Line]
}

/// Orders to suppliers. What comes of them comes by receipts.
enum OrderStore {
    static let room = "stock"
    static let series = "purchase_order"

    /// - Throws: `RefusedLines` where a part stands twice.
    static func add(_ new: NewOrder, by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws -> OrderRow {
        try check(new)
        let year = company.clock.calendar.year(of: company.clock.day(of: tx.now))
        let number = try NumberStore.next(series, year: year, tx)
        let id: ID<PurchaseOrder> = try tx.insert(
            """
            INSERT INTO purchase_order (number, supplier_id, place_id, state, due_on, reference, note, made_by, made_at)
            VALUES (\(number), \(supplier(new.supplier, tx)), \(new.place.id), 'draft', \(new.due), \(new.reference),
                    \(new.note), \(actor.person), \(tx.now))
            """)
        try addLines(new.lines, to: id, tx)
        let detail = ["number": number, "supplier": new.supplier, "lines": String(new.lines.count)]
        try EventStore.add(Event("order_added", of: .purchaseOrder(id), in: room, detail: detail), by: actor.person, tx)
        return try OrderList.find(number, tx)
    }

    /// Instead of what a draft has said. - Throws: `Refusal.stale`; as `add`.
    static func change(
        _ order: OrderRow, at version: Int, to new: NewOrder, by actor: Actor, _ tx: Transaction
    ) throws {
        try check(new)
        guard order.state == .draft else { throw Refusal.stale(Complaint("stock.denied.state")) }
        let changed = try tx.execute(
            """
            UPDATE purchase_order SET supplier_id = \(supplier(new.supplier, tx)), place_id = \(new.place.id),
                due_on = \(new.due), reference = \(new.reference), note = \(new.note), version = version + 1
            WHERE id = \(order.id) AND version = \(version)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        try tx.execute("DELETE FROM purchase_line WHERE order_id = \(order.id)")
        try addLines(new.lines, to: order.id, tx)
        let detail = ["supplier": new.supplier, "lines": String(new.lines.count)]
        try EventStore.add(
            Event("order_changed", of: .purchaseOrder(order.id), in: room, detail: detail), by: actor.person, tx)
    }

    private static func check(_ new: NewOrder) throws {
        guard !new.lines.isEmpty else { throw Complaint("stock.line.none") }
        var known: Set<ID<SparePart>> = []
        let twice = new.lines.filter { !known.insert($0.part.id).inserted }
        guard twice.isEmpty else {
            throw RefusedLines(
                complaints: Dictionary(
                    uniqueKeysWithValues: twice.map { ($0.position, Complaint("stock.request.twice", $0.part.code)) }))
        }
    }

    /// A name that nobody used before makes a new one.
    private static func supplier(_ name: String, _ tx: Transaction) throws -> ID<StockSupplier> {
        let key = SearchText.squeezed(name)
        let known: ID<StockSupplier>? = try tx.value("SELECT id FROM stock_supplier WHERE match_key = \(key)")
        return try known ?? tx.insert("INSERT INTO stock_supplier (name, match_key) VALUES (\(name), \(key))")
    }

    private static func addLines(_ lines: [NewOrder.Line], to order: ID<PurchaseOrder>, _ tx: Transaction) throws {
        for (index, line) in lines.enumerated() {
            try tx.later(
                """
                INSERT INTO purchase_line (order_id, position, part_id, quantity, price)
                VALUES (\(order), \(index + 1), \(line.part.id), \(line.quantity), \(line.price))
                """)
        }
    }

    static func place(
        _ order: OrderRow, at version: Int, by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws {
        let today = company.clock.day(of: tx.now)
        try move(
            order, at: version, .place, setting: "placed_by = \(actor.person), placed_on = \(today)", by: actor.person,
            tx)
    }

    /// The rest is waited for no longer, or nothing of it comes at all.
    static func end(
        _ order: OrderRow, at version: Int, _ deed: PurchaseOrderDeed, because reason: String, by actor: Actor,
        _ tx: Transaction
    ) throws {
        try move(
            order, at: version, deed,
            setting: "closed_by = \(actor.person), closed_at = \(tx.now), close_reason = \(reason)", by: actor.person,
            detail: ["reason": reason], tx)
    }

    /// - Throws: `Refusal.stale` where it is not at that version, or cannot have this done to it.
    private static func move(
        _ order: OrderRow, at version: Int, _ deed: PurchaseOrderDeed, setting change: SQL, by person: ID<Person>,
        detail: [String: String] = [:], _ tx: Transaction
    ) throws {
        guard let state = order.state.after(deed) else { throw Refusal.stale(Complaint("stock.denied.state")) }
        let changed = try tx.execute(
            """
            UPDATE purchase_order SET state = \(state), version = version + 1, \(change)
            WHERE id = \(order.id) AND version = \(version)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        try EventStore.add(
            Event("order_\(deed.rawValue)", of: .purchaseOrder(order.id), in: room, detail: detail), by: person, tx)
    }

    static let naming = SubjectNaming("purchase_order") { ids, context, tx in
        guard context.may(OrderRoutes.one) else { return [] }
        return try tx.rows("SELECT id, number FROM purchase_order WHERE id IN (\(ids))")
    } link: { row, context in
        let number: String = try row("number")
        return SubjectLink(label: number, href: context.paths(OrderRoutes.one, number))
    }

    /// An order is of no customer, and may name any.
    static let erasing = Erasing { erasure, tx in
        try erasure.takeOut(tx) { without in
            """
            UPDATE purchase_order SET note = \(without("note")), reference = \(without("reference")),
                close_reason = \(without("close_reason"))
            WHERE note <> '' OR reference <> '' OR close_reason <> ''
            """
        }
        return []
    }
}

extension EventSubject {
    static func purchaseOrder(_ id: ID<PurchaseOrder>) -> EventSubject { EventSubject("purchase_order", id.value) }
}
