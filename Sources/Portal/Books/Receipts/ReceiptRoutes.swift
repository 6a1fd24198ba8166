import Base
import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What customers pay: taken down with the invoices that it pays for, cheques followed to their end.
package enum ReceiptRoutes: RoomRoutes {
    package static let list = PlainPage("receipts", for: BillRoutes.readers, of: .books)
    static let export = PlainPage("receipts/export", for: BillRoutes.readers, watched: .export, of: .books)
    static let form = PlainPage("receipts/new", for: DraftRoutes.writers, of: .books)
    static let adding = PlainForm("receipts", for: DraftRoutes.writers, of: .books)
    package static let one = PageRoute<String>("receipts/:receipt", for: BillRoutes.readers, of: .books)
    static let spending = FormRoute<String>("receipts/:receipt/shares", for: DraftRoutes.writers, of: .books)
    static let moving = FormRoute<String>("receipts/:receipt/state", for: .finance.union([.administrator]), of: .books)

    package static var all: [Mounted] {
        [
            list.to { request, context in
                let filter = ReceiptFilter(request.asked)
                let page = try await context.company.read { try ReceiptsPage.read(filter, context, $0) }
                return try context.show(page)
            },
            export.to { request, context in
                try await ReceiptSheet.sheet(ReceiptFilter(request.asked), context).response(to: request, context)
            },
            form.to { request, context in
                guard let customer = request.asked.id("customer", of: Customer.self) else {
                    return context.goOn(to: context.paths(list))
                }
                let chosen = request.asked.text("bill")
                return try await fill(customer, nil, chosen: chosen, context)
            },
            adding.to { body, context in try await add(body, context) },
            one.to { _, context, number in try await show(number, context) },
            spending.to { body, context, number in
                let version = try body.version
                let bills = Set(body.ids("bill", of: SalesInvoice.self))
                return try await act(body, number, "receipt_spent", context) { deed in
                    try ReceiptStore.spend(number, at: version, on: bills, by: deed.actor, deed.tx)
                }
            },
            moving.to { body, context, number in
                let version = try body.version
                _ = try await context.company.read { try ReceiptList.find(number, $0) }
                guard let deed = ChequeDeed(rawValue: body.text("deed")) else { throw Refusal.unreadable }
                let note = String(body.text("note").prefix(300))
                return try await act(body, number, "receipt_moved", context) { done in
                    try ReceiptStore.move(number, at: version, deed, because: note, by: done.actor, done.tx)
                }
            },
        ]
    }

    private static func act(
        _ body: FormBody, _ number: String, _ flash: String, _ context: CompanyContext,
        _ work: @escaping @Sendable (Deed) throws -> Void
    ) async throws -> Response {
        _ = try await context.company.read { try ReceiptList.find(number, $0) }
        return try await context.once(body, flash: flash, to: context.paths(one, number)) { deed in
            try work(deed)
        } orShow: { refused in
            try await show(number, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func show(
        _ number: String, _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let page = try await context.company.read { try ReceiptPage.read(number, context, $0) }
        return try context.show(page, status: status, warning: warning)
    }

    private static func fill(
        _ customer: ID<Customer>, _ typed: ReceiptForm?, chosen: String = "", _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let page = try await context.company.read { tx in
            let name = try CustomerList.find(customer, tx).name
            return ReceiptFormPage(
                customer, name, try BillList.unpaid(customer, tx), typed, chosen: chosen, context)
        }
        return try context.show(page, status: status, warning: warning)
    }

    private static func add(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        guard let customer = ID<Customer>(body.raw("customer")) else { throw Refusal.unreadable }
        let (form, today) = (ReceiptForm(body, today: context.today, context.reader.clock.calendar), context.today)
        let read: NewReceipt?
        do { read = try form.receipt(today: today) } catch {
            return try await fill(customer, form, context, status: .unprocessableContent, warning: error)
        }
        guard let receipt = read else { return try await fill(customer, form, context, status: .unprocessableContent) }
        return try await context.once(body, flash: "receipt_added") { deed in
            let number = try ReceiptStore.add(
                receipt, of: customer, for: form.bills, by: deed.actor, in: deed.company, deed.tx)
            return context.paths(one, number)
        } orShow: { refused in
            try await fill(customer, form, context, status: refused.status, warning: refused.complaint)
        }
    }
}

/// Who owes what, and since when.
package enum ReceivableRoutes: RoomRoutes {
    package static let list = PlainPage("receivables", for: BillRoutes.readers, of: .books)
    static let export = PlainPage("receivables/export", for: BillRoutes.readers, watched: .export, of: .books)

    package static var all: [Mounted] {
        [
            list.to { request, context in
                let (filter, today) = (ReceivableFilter(request.asked), context.today)
                let (slice, sums) = try await context.company.read { tx in
                    (
                        try ReceivableList.slice(filter, today: today, tx),
                        try ReceivableList.sums(filter, today: today, tx)
                    )
                }
                return try context.show(ReceivablesPage(slice, sums, filter, context))
            },
            export.to { request, context in
                try await ReceivableSheet.sheet(ReceivableFilter(request.asked), context)
                    .response(to: request, context)
            },
        ]
    }
}
