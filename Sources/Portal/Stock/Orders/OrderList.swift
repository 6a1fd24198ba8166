import Database
import Domain
import Ground
import Web

extension PurchaseOrderState: ColumnValue {}

/// An order to a supplier, as it stands.
struct OrderRow: Sendable {
    let id: ID<PurchaseOrder>
    let number: String
    let supplier: String
    let place: PlaceRow
    let state: PurchaseOrderState
    let dueOn: CalendarDay
    let reference: String
    let note: String
    let maker: String
    let placer: String
    let placedOn: CalendarDay?
    let closer: String
    let closeReason: String
    let version: Int

    static let columns: SQL = """
        SELECT x.id, x.number, x.place_id, x.state, x.due_on, x.reference, x.note, x.placed_on, x.close_reason, x.version,
               u.name AS supplier, m.name AS maker, w.name AS placer, c.name AS closer
        FROM purchase_order x JOIN stock_supplier u ON u.id = x.supplier_id JOIN person m ON m.id = x.made_by
        LEFT JOIN person w ON w.id = x.placed_by LEFT JOIN person c ON c.id = x.closed_by
        """

    init(_ row: Row, _ places: [ID<StockPlace>: PlaceRow]) throws {
        guard let place = places[try row("place_id")] else { throw Refusal.hidden }
        (id, number, supplier, self.place) = (try row("id"), try row("number"), try row("supplier"), place)
        (state, dueOn) = (try row("state"), try row("due_on"))
        (reference, note, maker) = (try row("reference"), try row("note"), try row("maker"))
        (placer, placedOn) = (try row.optional("placer") ?? "", try row.optional("placed_on"))
        (closer, closeReason) = (try row.optional("closer") ?? "", try row("close_reason"))
        version = try row("version")
    }

    func isOverdue(on today: CalendarDay) -> Bool { state.isOpen && dueOn < today }
}

/// A line of an order, as it stands.
struct OrderLineRow: Sendable {
    let id: ID<PurchaseLine>
    let position: Int
    let part: StockPart
    let count: PurchaseCount
    /// Minor units for one.
    let price: Int64?

    static let columns: SQL =
        "l.id AS line, l.position, l.quantity AS ordered, l.received, l.price, \(StockPart.columns)"

    init(_ row: Row) throws {
        (id, position, part) = (try row("line"), try row("position"), try StockPart(row))
        count = PurchaseCount(ordered: try row("ordered"), received: try row("received"))
        price = try row.optional("price")
    }
}

/// A line of the file of orders.
struct OrderSheetRow: Sendable {
    let order: OrderRow
    let line: OrderLineRow
}

/// Which orders are shown.
struct OrderFilter: PagedFilter {
    enum Tab: String, CaseIterable, Sendable { case open, overdue, draft, all }

    static let paging = Paging(onward: "after", back: .toFirst)
    var tab: Tab
    let typed: String
    var cursor: Cursor<ID<PurchaseOrder>>?

    init(_ asked: Asked) {
        (tab, typed) = (asked.word("tab") ?? .open, asked.text("q"))
        cursor = asked.cursor(Self.paging) { ID($0) }
    }

    var fields: [Address.Field] { [("tab", tab.rawValue), ("q", typed)] }
}

enum OrderList {
    static let pageSize = 50
    /// So many suppliers are offered while a name is typed.
    private static let mostSuppliers = 100

    /// The newest first.
    static func slice(
        _ filter: OrderFilter, today: CalendarDay, _ tx: Transaction
    ) throws -> Slice<OrderRow, ID<PurchaseOrder>> {
        try Slice(filter.cursor, size: pageSize, key: { $0.id }) { limit in
            var condition = condition(filter, today: today)
            if let key = filter.cursor?.key { condition += "AND x.id < \(key)" }
            return try all(condition, limit: limit, tx)
        }
    }

    private static func condition(_ filter: OrderFilter, today: CalendarDay) -> SQL {
        var parts = [state(filter.tab, today: today)]
        if !filter.typed.isEmpty {
            parts.append(
                """
                (x.number = \(Digits.ascii(filter.typed)) OR x.reference = \(filter.typed)
                 OR x.supplier_id IN (SELECT s.id FROM stock_supplier s
                                      WHERE s.match_key = \(SearchText.squeezed(filter.typed))))
                """)
        }
        return parts.joinedByAnd()
    }

    static func state(_ tab: OrderFilter.Tab, today: CalendarDay) -> SQL {
        switch tab {
        case .open: "x.state IN ('ordered', 'partial')"
        case .overdue: "x.state IN ('ordered', 'partial') AND x.due_on < \(today)"
        case .draft: "x.state = 'draft'"
        case .all: "1 = 1"
        }
    }

    /// How many stand under each tab.
    static func counts(today: CalendarDay, _ tx: Transaction) throws -> [OrderFilter.Tab: Int] {
        try OrderFilter.Tab.allCases.reduce(into: [:]) { counts, tab in
            if tab != .all { counts[tab] = try count(tab, today: today, tx) }
        }
    }

    static func count(_ tab: OrderFilter.Tab, today: CalendarDay, _ tx: Transaction) throws -> Int {
        try CountList.of("purchase_order x WHERE \(state(tab, today: today))", tx)
    }

    static func all(_ condition: SQL, limit: Int, _ tx: Transaction) throws -> [OrderRow] {
        let rows = try tx.rows("\(OrderRow.columns) WHERE \(condition) ORDER BY x.id DESC LIMIT \(literal: limit)")
        let places = try places(rows, tx)
        return try rows.map { try OrderRow($0, places) }
    }

    private static func places(_ rows: [Row], _ tx: Transaction) throws -> [ID<StockPlace>: PlaceRow] {
        let ids: Set<ID<StockPlace>> = try Set(rows.map { try $0("place_id") })
        return try Dictionary(
            uniqueKeysWithValues: StockPlaceList.all(ids, tx).map { ($0.id, $0) })
    }

    /// - Throws: `Refusal.hidden` where there is none.
    static func find(_ number: String, _ tx: Transaction) throws -> OrderRow {
        guard let row = try all("x.number = \(number)", limit: 1, tx).first else { throw Refusal.hidden }
        return row
    }

    static func lines(of order: ID<PurchaseOrder>, _ tx: Transaction) throws -> [OrderLineRow] {
        try tx.rows(
            """
            SELECT \(OrderLineRow.columns) FROM purchase_line l JOIN spare_part s ON s.id = l.part_id
            WHERE l.order_id = \(order) ORDER BY l.position
            """
        ).map(OrderLineRow.init)
    }

    /// The lines of orders, the newest first.
    static func sheet(
        _ filter: OrderFilter, today: CalendarDay, after cursor: Cursor<ID<PurchaseLine>>?, size: Int, _ tx: Transaction
    ) throws -> Slice<OrderSheetRow, ID<PurchaseLine>> {
        try Slice(cursor, size: size, key: { $0.line.id }) { limit in
            var condition = condition(filter, today: today)
            if let key = cursor?.key { condition += "AND l.id < \(key)" }
            let rows = try tx.rows(
                """
                SELECT l.order_id, \(OrderLineRow.columns) FROM purchase_line l
                JOIN purchase_order x ON x.id = l.order_id JOIN spare_part s ON s.id = l.part_id
                WHERE \(condition) ORDER BY l.id DESC LIMIT \(literal: limit)
                """)
            let ids: Set<ID<PurchaseOrder>> = try Set(rows.map { try $0("order_id") })
            let orders = try Dictionary(
                uniqueKeysWithValues: all("x.id IN (\(ids.sorted()))", limit: ids.count, tx).map { ($0.id, $0) })
            return try rows.compactMap { row in
                try orders[row("order_id")].map { OrderSheetRow(order: $0, line: try OrderLineRow(row)) }
            }
        }
    }

    /// The receipts by which it came, taken back or not, the first one first.
    static func receipts(of order: ID<PurchaseOrder>, _ tx: Transaction) throws -> [PaperRow] {
        try tx.rows(
            """
            \(PaperRow.columns) WHERE x.id IN (SELECT c.paper_id FROM purchase_receipt c WHERE c.order_id = \(order))
            ORDER BY x.id
            """
        ).map(PaperRow.init)
    }

    /// The order of which it is a receipt.
    static func of(_ paper: ID<StockPaper>, _ tx: Transaction) throws -> OrderRow? {
        try all("x.id IN (SELECT c.order_id FROM purchase_receipt c WHERE c.paper_id = \(paper))", limit: 1, tx).first
    }

    static func suppliers(_ tx: Transaction) throws -> [String] {
        try tx.list("SELECT name FROM stock_supplier ORDER BY name LIMIT \(literal: mostSuppliers)")
            .inPersianOrder { $0 }
    }

    /// From whom a part was ordered last, and for how much.
    struct Source: Sendable {
        let supplier: String
        let price: Int64?
    }

    /// Of those that were ordered at all.
    static func sources(
        of parts: some Sequence<ID<SparePart>>, _ tx: Transaction
    ) throws -> [ID<SparePart>: Source] {
        try tx.rows(
            """
            SELECT l.part_id, l.price, u.name FROM purchase_line l JOIN purchase_order x ON x.id = l.order_id
            JOIN stock_supplier u ON u.id = x.supplier_id
            WHERE l.id IN (SELECT max(k.id) FROM purchase_line k JOIN purchase_order y ON y.id = k.order_id
                           WHERE k.part_id IN (\(Set(parts).sorted())) AND y.state <> 'cancelled' GROUP BY k.part_id)
            """
        ).reduce(into: [:]) {
            $0[try $1("part_id")] = Source(supplier: try $1("name"), price: try $1.optional("price"))
        }
    }
}
