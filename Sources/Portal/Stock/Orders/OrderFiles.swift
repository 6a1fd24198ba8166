import Database
import Domain
import Ground
import Web
import Work

/// An order as the supplier gets it.
struct PrintedOrder: Page {
    static let template = "stock/order_print"
    let titleKey = "stock.order.title"
    let titleValues: [String]
    let back: String
    let facts: [Fact]
    let lines: [OrderLineItem]
    let hasPrices: Bool
    let sum: Amount?
    let unit: String
    let signatures: [String]

    init(_ load: OrderLoad, _ context: CompanyContext) {
        (titleValues, back) = ([load.order.number], context.paths(OrderRoutes.one, load.order.number))
        facts = OrderPage.facts(load.order, context)
        lines = load.lines.map { OrderLineItem($0, context) }
        hasPrices = context.actor.roles.meet(.seesStockWorth)
        sum = hasPrices ? Amount(Money(load.sum, context.company.currency), context.reader) : nil
        unit = context.reader.unitName
        signatures = ["keeper", "manager"].map { context.words("stock.sign.\($0)") }
    }
}

/// Lines of orders as a file.
enum OrderSheet {
    static func sheet(_ filter: OrderFilter, _ context: CompanyContext) -> Sheet<OrderSheetRow, ID<PurchaseLine>> {
        let (words, reader, today) = (context.words, context.reader, context.today)
        var columns: [SheetColumn<OrderSheetRow>] = [
            .init(words("stock.number")) { .text($0.order.number) },
            .init(words("stock.state")) { .text(words("stock.order.state.\($0.order.state.rawValue)")) },
            .init(words("stock.order.supplier")) { .text($0.order.supplier) },
            .init(words("stock.line.to")) { .text($0.order.place.title(reader).plainText) },
            .init(day: words("stock.order.due"), context) { $0.order.dueOn },
            .init(words("stock.order.late_days")) {
                .number($0.order.isOverdue(on: today) ? Int64(today.number - $0.order.dueOn.number) : 0)
            },
            .init(words("stock.part")) { .text($0.line.part.code) },
            .init(words("stock.name")) { .text($0.line.part.names.shown(reader)) },
            .init(words("stock.order.ordered")) { .number($0.line.count.ordered) },
            .init(words("stock.order.received")) { .number($0.line.count.received) },
            .init(words("stock.order.open")) { .number($0.line.count.open) },
        ]
        if context.actor.roles.meet(.seesStockWorth) {
            columns.append(.init(amount: words("stock.order.price"), context) { $0.line.price })
        }
        return Sheet("stock_orders", in: "stock", title: "stock.orders", columns: columns) { cursor, size, tx in
            try OrderList.sheet(filter, today: today, after: cursor, size: size, tx)
        }
    }
}

/// The order of which a receipt is, on the receipt's page.
struct PaperOrderCard: Sendable {
    let href: String
    let number: String

    static func card(
        _ paper: PaperRow, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard paper.kind == .receipt, context.may(OrderRoutes.one), let order = try OrderList.of(paper.id, tx) else {
            return nil
        }
        return PageCard(
            "stock/_paper_order", at: .head,
            PaperOrderCard(href: context.paths(OrderRoutes.one, order.number), number: order.number))
    }
}

/// What of orders waits for a person's hand.
enum OrdersWaiting {
    static func counts(_ context: CompanyContext, _ tx: Transaction) throws -> [WaitingCount] {
        guard context.actor.roles.meet(.keepers), context.may(OrderRoutes.list) else { return [] }
        let count = try OrderList.count(.overdue, today: context.today, tx)
        let list = Address.of(context.paths(OrderRoutes.list), [("tab", OrderFilter.Tab.overdue.rawValue)])
        return [WaitingCount("orders_overdue", .work, count, at: list, isLate: true)]
    }
}
