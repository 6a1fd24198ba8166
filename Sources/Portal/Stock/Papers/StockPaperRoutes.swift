import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Papers of the warehouse: receipts, issues, transfers, write-offs.
package enum StockPaperRoutes: RoomRoutes {
    static let writers: Set<Role> = .keepers.union([.dealerManager])
    static let confirmers: Set<Role> = [.stockManager, .financeApprover]

    package static let list = PlainPage("stock/papers", for: .insiders, of: .stock)
    static let export = PlainPage("stock/papers/export", for: .stockFiles, watched: .export, of: .stock)
    static let form = PlainPage("stock/papers/new", for: writers, of: .stock)
    static let addition = PlainForm("stock/papers", for: writers, of: .stock)
    package static let one = PageRoute<String>("stock/papers/:paper", for: .insiders, of: .stock)
    static let print = PageRoute<String>("stock/papers/:paper/print", for: .insiders, of: .stock)
    static let receipt = FormRoute<String>("stock/papers/:paper/receipt", for: writers, of: .stock)
    static let confirmation = FormRoute<String>("stock/papers/:paper/confirmation", for: confirmers, of: .stock)
    static let rejection = FormRoute<String>("stock/papers/:paper/rejection", for: confirmers, of: .stock)
    static let reversal = FormRoute<String>("stock/papers/:paper/reversal", for: [.stockManager], of: .stock)

    package static var all: [Mounted] {
        [
            list.to { request, context in
                let (filter, sight) = (PaperFilter(request.asked), context.actor.sight)
                let slice = try await context.company.read { try PaperList.slice(filter, sight, $0) }
                return try context.show(PapersPage(slice, filter, context))
            },
            export.to { request, context in
                try await StockListSheets.papers(PaperFilter(request.asked), context).response(to: request, context)
            },
            form.to { request, context in
                let asked = request.asked
                let place = asked.text("place")
                return try await fill(
                    FormBody(["kind": asked.text("kind"), "from": place, "to": place]), isBlank: true, context)
            },
            addition.to { form, context in try await add(form, context) },
            one.to { _, context, number in try await show(number, context) },
            print.to { _, context, number in
                let load = try await context.company.read { try StockPaperLoad(number, context, $0) }
                return try context.show(PrintedPaper(load, context))
            },
            receipt.to { form, context, number in try await receive(form, number, context) },
            confirmation.to { form, context, number in
                try await act(form, number, "stock.paper_confirmed", context) { paper, version, deed in
                    try PaperDeedStore.confirm(paper, at: version, by: deed.actor, in: deed.company, deed.tx)
                }
            },
            rejection.to { form, context, number in
                try await act(form, number, "stock.paper_rejected", context) { paper, version, deed in
                    try PaperStore.move(paper, at: version, .reject, by: deed.actor.person, deed.tx)
                }
            },
            reversal.to { form, context, number in
                let reason = form.input("reason", shortText(limit: 300))
                guard let why = reason.value else {
                    return try await show(number, context, reversing: reason, status: .unprocessableContent)
                }
                return try await act(form, number, "stock.paper_reversed", context) { paper, version, deed in
                    try PaperDeedStore.reverse(
                        paper, at: version, because: why, by: deed.actor, in: deed.company, deed.tx)
                }
            },
        ]
    }

    private static func act(
        _ form: FormBody, _ number: String, _ flash: String, _ context: CompanyContext,
        _ work: @escaping @Sendable (PaperRow, Int, Deed) throws -> Void
    ) async throws -> Response {
        let version = try form.version
        return try await context.once(form, flash: flash, to: context.paths(one, number)) { deed in
            try work(try PaperList.find(number, deed.actor.sight, deed.tx), version, deed)
        } orShow: { refused in
            try await show(number, context, status: refused.status, warning: refused.complaint)
        }
    }

    static func show(
        _ number: String, _ context: CompanyContext, reversing: Input<String>? = nil,
        receiving: PaperReceiptForm? = nil,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let load = try await context.company.read { try StockPaperLoad(number, context, $0) }
        return try context.show(
            PaperPage(load, receiving, reversing, context), status: status, warning: warning)
    }

    private static func choices(_ body: FormBody, _ context: CompanyContext) async throws -> (PaperKind, PaperChoices) {
        let actor = context.actor
        let choices = try await context.company.read { try PaperChoices(actor, $0) }
        let kind = PaperKind(rawValue: body.text("kind")) ?? choices.kinds[0]
        guard choices.kinds.contains(kind) else { throw Refusal.hidden }
        return (kind, choices)
    }

    private static func fill(
        _ body: FormBody, isBlank: Bool = false, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        refused: RefusedDeed? = nil
    ) async throws -> Response {
        let (kind, choices) = try await choices(body, context)
        let form = PaperForm(
            body, kind, choices, today: context.today, calendar: context.reader.clock.calendar)
        let page = PaperFormPage(
            form, choices, isBlank: isBlank, (refused?.error as? RefusedLines)?.complaints ?? [:], context)
        return try context.show(page, status: status, warning: refused?.complaint)
    }

    private static func add(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let (kind, choices) = try await choices(body, context)
        let form = PaperForm(
            body, kind, choices, today: context.today, calendar: context.reader.clock.calendar)
        if form.asksMore { return try await fill(body, context) }
        guard !form.isRefused else { return try await fill(body, context, status: .unprocessableContent) }
        return try await context.once(body, flash: "stock.\(kind.rawValue)_added") { deed in
            let paper = try PaperStore.add(
                form.paper(deed.tx), by: deed.actor, in: deed.company, deed.tx)
            try PaperNotices.told(paper, deed)
            return context.paths(one, paper.number)
        } orShow: { refused in
            try await fill(body, context, status: refused.status, refused: refused)
        }
    }

    private static func receive(
        _ body: FormBody, _ number: String, _ context: CompanyContext
    ) async throws -> Response {
        let (sight, version) = (context.actor.sight, try body.version)
        let lines = try await context.company.read { tx in
            let paper = try PaperList.find(number, sight, tx)
            return try PaperList.lines(of: paper.id, tx)
        }
        let typed = PaperReceiptForm(body, lines)
        guard let counts = typed.counts else {
            return try await show(number, context, receiving: typed, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "stock.paper_received", to: context.paths(one, number)) { deed in
            let paper = try PaperList.find(number, deed.actor.sight, deed.tx)
            guard paper.mayReceive(deed.actor) else { throw Complaint("stock.denied.receiver") }
            try PaperDeedStore.receive(
                paper, at: version, counts: counts, by: deed.actor, in: deed.company, deed.tx)
        } orShow: { refused in
            try await show(
                number, context, receiving: typed, status: refused.status, warning: refused.complaint)
        }
    }
}

/// How many of each line came.
struct PaperReceiptForm: Sendable {
    let inputs: [(position: Int, input: Input<Int64>)]

    init(_ form: FormBody, _ lines: [PaperLineRow]) {
        inputs = lines.map { line in
            (
                line.position,
                form.input("received\(line.position)", else: line.quantity) {
                    try TypedNumber.integer($0, in: 0...(line.serial.isEmpty ? PaperLines.mostQuantity : 1))
                }
            )
        }
    }

    /// By position; nil where one cannot be understood.
    var counts: [Int: Int64]? {
        guard inputs.allSatisfy({ $0.input.complaint == nil }) else { return nil }
        return inputs.reduce(into: [:]) { $0[$1.position] = $1.input.value }
    }
}

extension PaperRow {
    /// Whoever has the place in his custody to which it was sent receives it.
    func mayReceive(_ actor: Actor) -> Bool {
        guard kind == .transfer, state.after(.receive) != nil else { return false }
        return actor.dealer == nil
            ? actor.roles.meet(.keepers) && toPlace.dealer == nil
            : actor.has(.dealerManager) && toPlace.dealer == actor.dealer
    }
}

/// Who is told of a paper.
enum PaperNotices {
    static func told(_ paper: PaperRow, _ deed: Deed) throws {
        let about = EventSubject.stockPaper(paper.id)
        switch paper.kind {
        case .transfer:
            let who: Recipients =
                paper.toPlace.dealer.map { .dealer($0, [.dealerManager]) } ?? .office(.keepers)
            try OutboxStore.add(
                Notice("stock_sent", about: about, paper.number), to: who, but: deed.actor.person, deed.tx)
        case .writeOff:
            try OutboxStore.add(
                Notice("stock_write_off", about: about, paper.number), to: .office(StockPaperRoutes.confirmers),
                but: deed.actor.person, deed.tx)
        case .receipt, .issue, .dismantle, .refurbish: break
        }
    }
}
