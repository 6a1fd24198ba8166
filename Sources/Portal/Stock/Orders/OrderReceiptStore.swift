import Database
import Domain
import Ground
import Web

/// What comes of an order, by receipts of the warehouse.
enum OrderReceiptStore {
    /// A receipt of what is on the order, as many or as few as came; what it costs is the order's price where nobody says
    /// another.
    /// - Throws: `RefusedLines` for what is not on it; `Refusal.stale` where nothing of it is waited for; as `PaperStore.add`.
    static func receive(
        _ paper: NewPaper, of order: OrderRow, by actor: Actor, in company: OpenCompany, _ tx: Transaction
    ) throws -> PaperRow {
        guard order.state.isOpen else { throw Refusal.stale(Complaint("stock.denied.state")) }
        let known = try Dictionary(
            uniqueKeysWithValues: OrderList.lines(of: order.id, tx).map { ($0.part.id, $0) })
        let foreign = paper.lines.filter { known[$0.part.id] == nil }
        guard foreign.isEmpty else {
            throw RefusedLines(
                complaints: Dictionary(
                    uniqueKeysWithValues: foreign.map {
                        ($0.position, Complaint("stock.order.foreign", $0.part.code, order.number))
                    }))
        }
        let lines = paper.lines.map { line in
            line.costing(line.cost ?? known[line.part.id]?.price)
        }
        let row = try PaperStore.add(paper.with(lines), by: actor, in: company, tx)
        try tx.execute("INSERT INTO purchase_receipt (paper_id, order_id) VALUES (\(row.id), \(order.id))")
        try count(lines.map { ($0.part.id, $0.quantity) }, into: order, tx)
        try settle(order, by: actor.person, "order_received", ["paper": row.number], tx)
        return row
    }

    /// Its receipt was taken back: what came is waited for again, where the order is not closed.
    static func recalled(_ paper: PaperRow, by actor: Actor, _ tx: Transaction) throws {
        guard paper.kind == .receipt, let order = try OrderList.of(paper.id, tx) else { return }
        let lines = try PaperList.lines(of: paper.id, tx)
        try count(lines.map { ($0.part.id, -$0.quantity) }, into: order, tx)
        try settle(order, by: actor.person, "order_recalled", ["paper": paper.number], tx)
    }

    private static func count(
        _ changes: [(part: ID<SparePart>, change: Int64)], into order: OrderRow, _ tx: Transaction
    ) throws {
        let sums = Dictionary(changes.map { ($0.part, $0.change) }, uniquingKeysWith: +)
        for (part, change) in sums.sorted(by: { $0.key < $1.key }) {
            try tx.execute(
                """
                UPDATE purchase_line SET received = received + \(change)
                WHERE order_id = \(order.id) AND part_id = \(part)
                """)
        }
    }

    private static func settle(
        _ order: OrderRow, by person: ID<Person>, _ kind: String, _ detail: [String: String], _ tx: Transaction
    ) throws {
        let state = try order.state.standing(OrderList.lines(of: order.id, tx).map(\.count))
        let changed = try tx.execute(
            """
            UPDATE purchase_order SET state = \(state), version = version + 1
            WHERE id = \(order.id) AND version = \(order.version)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        try EventStore.add(
            Event(kind, of: .purchaseOrder(order.id), in: OrderStore.room, detail: detail), by: person, tx)
    }
}
