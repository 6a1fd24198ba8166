import Database
import Domain
import Ground
import Web
import Work

extension Badge {
    init(_ order: OrderRow, today: CalendarDay, _ words: Words) {
        if order.isOverdue(on: today) {
            self.init(kind: "error", label: words("stock.order.overdue"))
            return
        }
        let kind =
            switch order.state {
            case .draft: "neutral"
            case .ordered: "info"
            case .partial: "warning"
            case .received: "done"
            case .closed: "neutral"
            case .cancelled: "error"
            }
        self.init(kind: kind, label: words("stock.order.state.\(order.state.rawValue)"))
    }
}

/// The orders to suppliers.
struct OrdersPage: Page {
    struct Item: Sendable {
        let href: String
        let number: String
        let state: Badge
        let supplier: String
        let place: String
        let due: String
    }

    static let template = "stock/orders"
    let titleKey = "stock.orders"
    let tabs: [Tab]
    let narrower: [Tab]
    let action: String
    let tab: String
    let typed: String
    let addition: String?
    let files: [FileLink]
    let items: [Item]
    let hasItems: Bool
    let pager: Pager?
    let empty: EmptyNote?

    init(
        _ slice: Slice<OrderRow, ID<PurchaseOrder>>, _ counts: [OrderFilter.Tab: Int], _ filter: OrderFilter,
        _ context: CompanyContext
    ) {
        let (reader, words, list) = (context.reader, context.words, context.paths(OrderRoutes.list))
        tabs = StockTab.tabs(.orders, context)
        narrower = OrderFilter.Tab.allCases.map { tab in
            Tab(
                href: filter.with { $0.tab = tab }.address(list), label: words("stock.order.tab.\(tab.rawValue)"),
                count: counts[tab].map { reader.bounded($0) }, isCurrent: tab == filter.tab)
        }
        (action, tab, typed) = (list, filter.tab.rawValue, filter.typed)
        addition = context.pathIfAllowed(OrderRoutes.form)
        files = context.files(of: filter, at: context.paths(OrderRoutes.export))
        items = slice.lines.map { row in
            Item(
                href: context.paths(OrderRoutes.one, row.number), number: row.number,
                state: Badge(row, today: context.today, words), supplier: row.supplier,
                place: row.place.title(reader), due: reader.day(row.dueOn))
        }
        hasItems = !items.isEmpty
        pager = slice.next == nil && filter.cursor == nil ? nil : Pager(slice, of: filter, at: list)
        empty =
            hasItems
            ? nil
            : EmptyNote(
                title: words("stock.orders.none"), text: words("stock.orders.none_hint"),
                action: filter.typed.isEmpty
                    ? addition.map { .init(href: $0, label: words("stock.order.new")) } : .clear(list, words))
    }
}

/// What the page of an order shows.
struct OrderLoad: Sendable {
    let order: OrderRow
    let lines: [OrderLineRow]
    let receipts: [PaperRow]
    let cards: PageCards

    init(_ number: String, _ context: CompanyContext, _ tx: Transaction) throws {
        order = try OrderList.find(number, tx)
        lines = try OrderList.lines(of: order.id, tx)
        receipts = try OrderList.receipts(of: order.id, tx)
        let history = try HistoryCard.card(of: .purchaseOrder(order.id), context, tx)
        cards = PageCards([history].compactMap(\.self))
    }

    /// Minor units; what has no price counts for nothing.
    var sum: Int64 { lines.reduce(0) { $0 + ($1.price ?? 0) * $1.count.ordered } }
}

/// A line as a page and a print show it.
struct OrderLineItem: Sendable {
    let position: String
    let code: String
    let name: String
    let ordered: String
    let received: String
    /// What is still to come, or came short; empty where all of it came.
    let open: String
    let over: String
    let price: Amount?
    let sum: Amount?

    init(_ line: OrderLineRow, _ context: CompanyContext) {
        let (reader, currency) = (context.reader, context.company.currency)
        func amount(_ minor: Int64?) -> Amount? {
            context.actor.roles.meet(.seesStockWorth) ? minor.map { Amount(Money($0, currency), reader) } : nil
        }
        (position, code, name) = (reader.number(line.position), line.part.code, line.part.names.shown(reader))
        (ordered, received) = (reader.number(line.count.ordered), reader.number(line.count.received))
        open = line.count.open == 0 ? "" : reader.number(line.count.open)
        over = line.count.over == 0 ? "" : reader.number(line.count.over)
        (price, sum) = (amount(line.price), amount(line.price.map { $0 * line.count.ordered }))
    }
}

/// One order: its lines, what came of them and by which receipts, and what may be done about it.
struct OrderPage: Page {
    struct Ending: Sendable {
        let action: String
        /// `close` or `cancel`.
        let label: String
        let question: String
        let reason: Field
        let isOpen: Bool
    }

    struct Receipt: Sendable {
        let href: String
        let number: String
        let state: Badge
        let day: String
    }

    static let template = "stock/order"
    let titleKey = "stock.order.title"
    let titleValues: [String]
    let list: String
    let state: Badge
    let print: String
    let version: String
    let facts: [Fact]
    let lines: [OrderLineItem]
    let hasPrices: Bool
    let hasOver: Bool
    /// What the column of what did not come is called.
    let openHead: String
    let sum: Amount?
    let unit: String
    let edit: String?
    let placing: String?
    let receipt: String?
    let ending: Ending?
    let receipts: [Receipt]
    let hasReceipts: Bool
    let cards: PageCards

    init(_ load: OrderLoad, _ ending: Input<String>?, _ context: CompanyContext) {
        let (order, paths, reader, words) = (load.order, context.paths, context.reader, context.words)
        (titleValues, list) = ([order.number], paths(OrderRoutes.list))
        state = Badge(order, today: context.today, words)
        (print, version) = (paths(OrderRoutes.print, order.number), String(order.version))
        facts = Self.facts(order, context)
        lines = load.lines.map { OrderLineItem($0, context) }
        hasPrices = context.actor.roles.meet(.seesStockWorth)
        hasOver = load.lines.contains { $0.count.over > 0 }
        openHead = words(order.state == .closed ? "stock.order.short" : "stock.order.open")
        sum = hasPrices ? Amount(Money(load.sum, context.company.currency), reader) : nil
        unit = reader.unitName
        edit = order.state == .draft ? context.pathIfAllowed(OrderRoutes.edit, order.number) : nil
        placing =
            order.state.after(.place) != nil && context.may(OrderRoutes.placing)
            ? paths(OrderRoutes.placing, order.number) : nil
        receipt = order.state.isOpen ? context.pathIfAllowed(OrderRoutes.receiptForm, order.number) : nil
        self.ending = Self.ending(order, ending, context)
        receipts = load.receipts.map {
            Receipt(
                href: paths(StockPaperRoutes.one, $0.number), number: $0.number, state: Badge($0.state, words),
                day: reader.day($0.day))
        }
        hasReceipts = !receipts.isEmpty
        cards = load.cards
    }

    private static func ending(
        _ order: OrderRow, _ typed: Input<String>?, _ context: CompanyContext
    ) -> Ending? {
        let deed: PurchaseOrderDeed = order.state.after(.close) != nil ? .close : .cancel
        guard order.state.after(deed) != nil, context.may(OrderRoutes.ending) else { return nil }
        let field =
            typed.map { Field($0, label: "stock.order.end_reason", for: context.reader) }
            ?? Field(name: "reason", label: context.words("stock.order.end_reason"))
        return Ending(
            action: context.paths(OrderRoutes.ending, order.number),
            label: context.words("stock.order.\(deed.rawValue)"),
            question: context.words("stock.order.\(deed.rawValue)_ask"), reason: field.with { $0.required = true },
            isOpen: typed != nil)
    }

    static func facts(_ order: OrderRow, _ context: CompanyContext) -> [Fact] {
        let (reader, words) = (context.reader, context.words)
        let facts: [Fact?] = [
            Fact(label: words("stock.order.supplier"), value: order.supplier),
            Fact(label: words("stock.line.to"), value: order.place.title(reader)),
            Fact(label: words("stock.order.due"), value: reader.wholeDay(order.dueOn)),
            order.placedOn.map { Fact(label: words("stock.order.placed_on"), value: reader.wholeDay($0)) },
            order.reference.isEmpty ? nil : Fact(label: words("stock.order.reference"), value: order.reference),
            Fact(label: words("stock.maker"), value: order.maker),
            order.placer.isEmpty ? nil : Fact(label: words("stock.order.placer"), value: order.placer),
            order.closer.isEmpty ? nil : Fact(label: words("stock.order.closer"), value: order.closer),
            order.closeReason.isEmpty
                ? nil : Fact(label: words("stock.order.end_reason"), value: order.closeReason),
            order.note.isEmpty ? nil : Fact(label: words("stock.note"), value: order.note),
        ]
        return facts.compactMap(\.self)
    }
}
