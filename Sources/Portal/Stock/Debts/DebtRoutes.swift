import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Removed parts that are owed: with the dealer, in a box, counted, inspected, settled.
package enum DebtRoutes: RoomRoutes {
    package static let list = PlainPage("stock/debts", for: .insiders, of: .stock)
    static let sheet = PlainPage("stock/debts/print", for: .insiders, of: .stock)
    static let export = PlainPage("stock/debts/export", for: .stockFiles, watched: .export, of: .stock)
    static let sending = PlainForm("stock/boxes", for: [.dealerManager], of: .stock)
    package static let box = PageRoute<String>("stock/boxes/:box", for: .insiders, of: .stock)
    static let print = PageRoute<String>("stock/boxes/:box/print", for: .insiders, of: .stock)
    static let receipt = FormRoute<String>("stock/boxes/:box/receipt", for: .keepers, of: .stock)
    static let inspection = FormRoute<ID<PartDebt>>("stock/debts/:debt/inspection", for: .keepers, of: .stock)
    static let disposition = FormRoute<ID<PartDebt>>("stock/debts/:debt/disposition", for: [.stockManager], of: .stock)
    static let waiver = FormRoute<ID<PartDebt>>("stock/debts/:debt/waiver", for: [.stockManager], of: .stock)

    package static var all: [Mounted] {
        [
            list.to { request, context in try await show(PartDebtFilter(request.asked), context) },
            sheet.to { request, context in
                let asked = request.asked
                // The paper is one dealer's; the list says of whom there are any.
                guard context.actor.dealer != nil || !asked.text("dealer").isEmpty else {
                    return context.goOn(to: context.paths(list))
                }
                let period =
                    Period(asked.text("month")) ?? Period(of: context.today, in: context.company.clock.calendar)
                let load = try await context.company.read {
                    try DebtSheetPage.Load(asked.text("dealer"), period, context, $0)
                }
                return try context.show(DebtSheetPage(load, context))
            },
            export.to { request, context in
                try await DebtSheet.sheet(PartDebtFilter(request.asked), context).response(to: request, context)
            },
            sending.to { form, context in try await send(form, context) },
            box.to { _, context, number in try await showBox(number, context) },
            print.to { _, context, number in
                let load = try await context.company.read { try BoxLoad(number, context, $0) }
                return try context.show(PrintedBox(load, context))
            },
            receipt.to { form, context, number in try await receive(form, number, context) },
            inspection.to { form, context, id in
                let finding = PartFinding(rawValue: form.text("finding"))
                let note = form.input("note", else: "", shortText(limit: 300))
                return try await act(form, id, .received, "stock.debt_inspected", context) { debt, deed in
                    guard let finding else { throw Refusal.unreadable }
                    let note = try note.required()
                    try PartDebtStore.inspect(debt, finding, note: note, by: deed.actor, deed.tx)
                }
            },
            disposition.to { form, context, id in
                let way = PartDisposition(rawValue: form.text("disposition"))
                return try await act(form, id, .inspected, "stock.debt_settled", context) { debt, deed in
                    guard let way else { throw Refusal.unreadable }
                    try PartBoxStore.dispose(debt, way, by: deed.actor, in: deed.company, deed.tx)
                }
            },
            waiver.to { form, context, id in
                let note = form.input("note", shortText(limit: 300))
                return try await act(form, id, .owed, "stock.debt_waived", context) { debt, deed in
                    guard let note = note.value else { throw Complaint("stock.debt.waive_why") }
                    try PartBoxStore.waive(debt, because: note, by: deed.actor, in: deed.company, deed.tx)
                }
            },
        ]
    }

    static func show(
        _ filter: PartDebtFilter, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let (sight, today) = (context.actor.sight, context.today)
        let (slice, counts, boxes) = try await context.company.read { tx in
            (
                try PartDebtList.slice(filter, sight, today: today, tx),
                try PartDebtList.counts(sight, today: today, tx), try PartDebtList.boxes(sight, tx)
            )
        }
        return try context.show(
            DebtsPage(slice, counts, boxes, filter, context), status: status, warning: warning)
    }

    static func act(
        _ form: FormBody, _ id: ID<PartDebt>, _ tab: PartDebtTab, _ flash: String, _ context: CompanyContext,
        _ work: @escaping @Sendable (PartDebtRow, Deed) throws -> Void
    ) async throws -> Response {
        let version = try form.version
        let list = Address.of(context.paths(list), [("tab", tab.rawValue)])
        return try await context.once(form, flash: flash, to: list) { deed in
            guard let debt = try PartDebtList.find(id, deed.tx) else { throw Refusal.hidden }
            guard debt.version == version else { throw Refusal.stale(Complaint("error.stale")) }
            try work(debt, deed)
        } orShow: { refused in
            try await show(
                PartDebtFilter(Asked(query: "tab=\(tab.rawValue)")), context, status: refused.status,
                warning: refused.complaint)
        }
    }

    private static func send(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        guard let dealer = context.actor.dealer else { throw Refusal.denied }
        let debts = form.ids("debt", of: PartDebt.self)
        let bill = form.input("way_bill", else: "", shortText(limit: 60))
        guard let wayBill = bill.value, !debts.isEmpty else {
            return try await show(
                PartDebtFilter(Asked()), context, status: .unprocessableContent,
                warning: bill.complaint ?? Complaint("stock.box.none"))
        }
        return try await context.once(form, flash: "stock.box_sent") { deed in
            let sent = try PartBoxStore.send(
                debts, wayBill: wayBill, of: dealer, by: deed.actor, in: deed.company, deed.tx)
            return context.paths(box, sent.number)
        } orShow: { refused in
            try await show(
                PartDebtFilter(Asked()), context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func showBox(
        _ number: String, _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let load = try await context.company.read { try BoxLoad(number, context, $0) }
        return try context.show(BoxPage(load, context), status: status, warning: warning)
    }

    private static func receive(
        _ form: FormBody, _ number: String, _ context: CompanyContext
    ) async throws -> Response {
        let version = try form.version
        let came = Set(form.ids("debt", of: PartDebt.self))
        guard let place = ID<StockPlace>(form.text("place")) else {
            return try await showBox(
                number, context, status: .unprocessableContent, warning: Complaint("stock.box.place"))
        }
        return try await context.once(form, flash: "stock.box_received", to: context.paths(box, number)) { deed in
            guard let box = try PartDebtList.box(number, .company, deed.tx) else { throw Refusal.hidden }
            guard try StockPlaceList.find(place, .company, deed.tx).kind == .defective else { throw Refusal.unreadable }
            try PartBoxStore.receive(
                box, at: version, came: came, into: place, by: deed.actor, in: deed.company, deed.tx)
        } orShow: { refused in
            try await showBox(number, context, status: refused.status, warning: refused.complaint)
        }
    }
}

/// What the page of a box shows.
struct BoxLoad: Sendable {
    let box: PartBoxRow
    let debts: [PartDebtRow]
    /// Where it may be opened.
    let places: [PlaceRow]

    init(_ number: String, _ context: CompanyContext, _ tx: Transaction) throws {
        guard let box = try PartDebtList.box(number, context.actor.sight, tx) else { throw Refusal.hidden }
        self.box = box
        debts = try PartDebtList.all(in: box.id, tx)
        places = try StockPlaceList.all(PlaceFilter(kinds: [.defective]), tx)
    }
}
