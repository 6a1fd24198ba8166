import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What is ordered from suppliers, and what came of it.
package enum OrderRoutes: RoomRoutes {
    static let writers: Set<Role> = [.stockManager]

    package static let list = PlainPage("stock/orders", for: .stockFiles, of: .stock)
    static let export = PlainPage("stock/orders/export", for: .stockFiles, watched: .export, of: .stock)
    static let form = PlainPage("stock/orders/new", for: writers, of: .stock)
    static let addition = PlainForm("stock/orders", for: writers, of: .stock)
    package static let one = PageRoute<String>("stock/orders/:order", for: .stockFiles, of: .stock)
    static let print = PageRoute<String>("stock/orders/:order/print", for: .stockFiles, of: .stock)
    static let edit = PageRoute<String>("stock/orders/:order/edit", for: writers, of: .stock)
    static let change = FormRoute<String>("stock/orders/:order", for: writers, of: .stock)
    static let placing = FormRoute<String>("stock/orders/:order/placing", for: writers, of: .stock)
    static let ending = FormRoute<String>("stock/orders/:order/ending", for: writers, of: .stock)
    static let receiptForm = PageRoute<String>("stock/orders/:order/receipt", for: .keepers, of: .stock)
    static let receipt = FormRoute<String>("stock/orders/:order/receipt", for: .keepers, of: .stock)

    package static var all: [Mounted] {
        [
            list.to { request, context in
                let (filter, today) = (OrderFilter(request.asked), context.today)
                let (slice, counts) = try await context.company.read { tx in
                    (try OrderList.slice(filter, today: today, tx), try OrderList.counts(today: today, tx))
                }
                return try context.show(OrdersPage(slice, counts, filter, context))
            },
            export.to { request, context in
                try await OrderSheet.sheet(OrderFilter(request.asked), context).response(to: request, context)
            },
            form.to { _, context in try await fill(FormBody(), isBlank: true, context) },
            addition.to { form, context in try await write(form, nil, context) },
            one.to { _, context, number in try await show(number, context) },
            print.to { _, context, number in
                let load = try await context.company.read { try OrderLoad(number, context, $0) }
                return try context.show(PrintedOrder(load, context))
            },
            edit.to { _, context, number in
                let (order, lines) = try await known(number, context)
                // What was ordered is changed no more: its page says what may be done with it.
                guard order.state == .draft else { return context.goOn(to: context.paths(one, number)) }
                var body = FormBody(order, lines, context.reader)
                body.fields["version"] = [String(order.version)]
                return try await fill(body, of: order, isBlank: true, context)
            },
            change.to { form, context, number in
                let (order, _) = try await known(number, context)
                return try await write(form, order, context)
            },
            placing.to { form, context, number in
                try await act(form, number, "stock.order_placed", context) { order, version, deed in
                    try OrderStore.place(order, at: version, by: deed.actor, in: deed.company, deed.tx)
                }
            },
            ending.to { form, context, number in
                let reason = form.input("reason", shortText(limit: 300))
                guard let why = reason.value else {
                    return try await show(number, context, ending: reason, status: .unprocessableContent)
                }
                return try await act(form, number, "stock.order_ended", context) { order, version, deed in
                    try OrderStore.end(
                        order, at: version, order.state.after(.close) != nil ? .close : .cancel, because: why,
                        by: deed.actor, deed.tx)
                }
            },
            receiptForm.to { _, context, number in
                let (order, lines) = try await known(number, context)
                guard order.state.isOpen else { throw Refusal.hidden }
                let seesCost = context.actor.roles.meet(.seesStockWorth)
                let body = FormBody(receiptOf: order, lines, seesCost: seesCost, context.reader)
                return try await fillReceipt(body, order, isBlank: true, context)
            },
            receipt.to { form, context, number in try await receive(form, number, context) },
        ]
    }

    private static func known(
        _ number: String, _ context: CompanyContext
    ) async throws -> (OrderRow, [OrderLineRow]) {
        try await context.company.read { tx in
            let order = try OrderList.find(number, tx)
            return (order, try OrderList.lines(of: order.id, tx))
        }
    }

    /// What was ordered is written anew no more. - Throws: `Refusal.hidden`.
    private static func act(
        _ form: FormBody, _ number: String, _ flash: String, _ context: CompanyContext,
        _ work: @escaping @Sendable (OrderRow, Int, Deed) throws -> Void
    ) async throws -> Response {
        let version = try form.version
        return try await context.once(form, flash: flash, to: context.paths(one, number)) { deed in
            try work(try OrderList.find(number, deed.tx), version, deed)
        } orShow: { refused in
            try await show(number, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func show(
        _ number: String, _ context: CompanyContext, ending: Input<String>? = nil,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let load = try await context.company.read { try OrderLoad(number, context, $0) }
        return try context.show(OrderPage(load, ending, context), status: status, warning: warning)
    }

    private static func fill(
        _ body: FormBody, of order: OrderRow? = nil, isBlank: Bool = false, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, refused: RefusedDeed? = nil
    ) async throws -> Response {
        let choices = try await context.company.read { try OrderChoices($0) }
        let form = OrderForm(body, choices, calendar: context.reader.clock.calendar)
        let page = OrderFormPage(
            form, choices, of: order, at: order == nil ? nil : body.text("version"), isBlank: isBlank,
            (refused?.error as? RefusedLines)?.complaints ?? [:], context)
        return try context.show(page, status: status, warning: refused?.complaint)
    }

    /// A new order, or a draft said anew.
    private static func write(_ body: FormBody, _ order: OrderRow?, _ context: CompanyContext) async throws -> Response
    {
        let choices = try await context.company.read { try OrderChoices($0) }
        let form = OrderForm(body, choices, calendar: context.reader.clock.calendar)
        if form.asksMore { return try await fill(body, of: order, context) }
        guard !form.isRefused else {
            return try await fill(body, of: order, context, status: .unprocessableContent)
        }
        let version = order == nil ? 0 : try body.version
        return try await context.once(body, flash: "stock.order_saved") { deed in
            let new = try form.order(choices, deed.tx)
            guard let order else {
                let added = try OrderStore.add(new, by: deed.actor, in: deed.company, deed.tx)
                return context.paths(one, added.number)
            }
            try OrderStore.change(
                OrderList.find(order.number, deed.tx), at: version, to: new, by: deed.actor, deed.tx)
            return context.paths(one, order.number)
        } orShow: { refused in
            try await fill(body, of: order, context, status: refused.status, refused: refused)
        }
    }

    // MARK: What came

    private static func paperForm(
        _ body: FormBody, _ order: OrderRow, _ context: CompanyContext
    ) async throws -> (PaperForm, PaperChoices) {
        let actor = context.actor
        let choices = try await context.company.read { try PaperChoices(actor, $0) }
        var purchase = body
        purchase.fields["reason"] = [PaperReason.purchase.rawValue]
        let form = PaperForm(
            purchase, .receipt, choices, today: context.today, calendar: context.reader.clock.calendar)
        return (form, choices)
    }

    private static func fillReceipt(
        _ body: FormBody, _ order: OrderRow, isBlank: Bool = false, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, refused: RefusedDeed? = nil
    ) async throws -> Response {
        let (form, choices) = try await paperForm(body, order, context)
        let page = PaperFormPage(
            form, choices, isBlank: isBlank, (refused?.error as? RefusedLines)?.complaints ?? [:],
            of: .init(number: order.number, action: context.paths(receipt, order.number)), context)
        return try context.show(page, status: status, warning: refused?.complaint)
    }

    private static func receive(
        _ body: FormBody, _ number: String, _ context: CompanyContext
    ) async throws -> Response {
        let (order, _) = try await known(number, context)
        let (form, _) = try await paperForm(body, order, context)
        if form.asksMore { return try await fillReceipt(body, order, context) }
        guard !form.isRefused else {
            return try await fillReceipt(body, order, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "stock.receipt_added") { deed in
            let paper = try OrderReceiptStore.receive(
                form.paper(deed.tx), of: OrderList.find(number, deed.tx), by: deed.actor, in: deed.company, deed.tx)
            return context.paths(StockPaperRoutes.one, paper.number)
        } orShow: { refused in
            try await fillReceipt(body, order, context, status: refused.status, refused: refused)
        }
    }
}
