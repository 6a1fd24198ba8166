import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web
import Work

/// Requests for parts: asked by a dealer, approved or refused, picked, sent.
package enum RequestRoutes: RoomRoutes {
    static let writers: Set<Role> = .keepers.union(Set<Role>.dealers).union(Set<Role>.workshop)
    static let deciders: Set<Role> = [.stockManager]

    package static let list = PlainPage("stock/requests", for: .insiders, of: .stock)
    static let export = PlainPage("stock/requests/export", for: .stockFiles, watched: .export, of: .stock)
    static let form = PlainPage("stock/requests/new", for: writers, of: .stock)
    static let addition = PlainForm("stock/requests", for: writers, of: .stock)
    package static let one = PageRoute<String>("stock/requests/:request", for: .insiders, of: .stock)
    static let approval = FormRoute<String>("stock/requests/:request/approval", for: deciders, of: .stock)
    static let refusal = FormRoute<String>("stock/requests/:request/refusal", for: deciders, of: .stock)
    static let picking = FormRoute<String>("stock/requests/:request/picking", for: .keepers, of: .stock)
    static let sending = FormRoute<String>("stock/requests/:request/sending", for: .keepers, of: .stock)
    static let cancellation = FormRoute<String>(
        "stock/requests/:request/cancellation", for: Set<Role>.dealers.union(Set<Role>.workshop).union([.stockManager]),
        of: .stock)

    package static var all: [Mounted] {
        [
            list.to { request, context in
                let (filter, sight) = (RequestFilter(request.asked), context.actor.sight)
                let (slice, counts) = try await context.company.read { tx in
                    (try RequestList.slice(filter, sight, tx), try RequestList.counts(filter, sight, tx))
                }
                return try context.show(RequestsPage(slice, counts, filter, context))
            },
            export.to { request, context in
                try await RequestSheet.sheet(RequestFilter(request.asked), context).response(to: request, context)
            },
            form.to { request, context in
                let asked = request.asked
                return try await fill(
                    FormBody(["job": asked.text("job"), "place": asked.text("place")]), isBlank: true, context)
            },
            addition.to { form, context in try await add(form, context) },
            one.to { _, context, number in try await show(number, context) },
            approval.to { form, context, number in try await approve(form, number, context) },
            refusal.to { form, context, number in
                let answer = form.input("answer", shortText(limit: 300))
                return try await act(form, number, "stock.request_refused", refusing: answer, context) {
                    row, at, deed in
                    try RequestDeedStore.refuse(row, at: at, because: answer.required(), by: deed.actor, deed.tx)
                }
            },
            picking.to { form, context, number in try await pick(form, number, context) },
            sending.to { form, context, number in
                let reference = form.input("reference", else: "", shortText(limit: 60))
                return try await act(form, number, "stock.request_sent", context) { row, at, deed in
                    let paper = try RequestSendStore.send(
                        row, at: at, reference: reference.required(), by: deed.actor, in: deed.company, deed.tx)
                    try PaperNotices.told(paper, deed)
                }
            },
            cancellation.to { form, context, number in
                let answer = form.input("answer", shortText(limit: 300))
                return try await act(form, number, "stock.request_cancelled", refusing: answer, context) {
                    row, at, deed in
                    try RequestDeedStore.cancel(row, at: at, because: answer.required(), by: deed.actor, deed.tx)
                }
            },
        ]
    }

    /// - Parameter answer: why, where that must be said.
    private static func act(
        _ form: FormBody, _ number: String, _ flash: String, refusing answer: Input<String>? = nil,
        _ context: CompanyContext, _ work: @escaping @Sendable (RequestRow, Int, Deed) throws -> Void
    ) async throws -> Response {
        let version = try form.version
        var typed = RequestTyped()
        typed.answer = answer
        guard answer?.complaint == nil else {
            return try await show(number, context, typed, status: .unprocessableContent)
        }
        return try await context.once(form, flash: flash, to: context.paths(one, number)) { deed in
            try work(try RequestList.find(number, deed.actor.sight, deed.tx), version, deed)
        } orShow: { refused in
            typed.lines = (refused.error as? RefusedLines)?.complaints ?? [:]
            return try await show(number, context, typed, status: refused.status, warning: refused.complaint)
        }
    }

    static func show(
        _ number: String, _ context: CompanyContext, _ typed: RequestTyped = RequestTyped(),
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let load = try await context.company.read { try RequestLoad(number, context, $0) }
        return try context.show(RequestPage(load, typed, context), status: status, warning: warning)
    }

    private static func fill(
        _ body: FormBody, isBlank: Bool = false, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        refused: RefusedDeed? = nil
    ) async throws -> Response {
        let choices = try await context.company.read { try RequestChoices(body.text("job"), context, $0) }
        let page = RequestFormPage(
            RequestForm(body, choices), choices, isBlank: isBlank, (refused?.error as? RefusedLines)?.complaints ?? [:],
            context)
        return try context.show(page, status: status, warning: refused?.complaint)
    }

    private static func add(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let choices = try await context.company.read { try RequestChoices(body.text("job"), context, $0) }
        let form = RequestForm(body, choices)
        if form.asksMore { return try await fill(body, context) }
        guard !form.isRefused else { return try await fill(body, context, status: .unprocessableContent) }
        return try await context.once(body, flash: "stock.request_added") { deed in
            let row = try RequestStore.add(
                form.request(choices, deed.tx), by: deed.actor, in: deed.company, deed.tx)
            return context.paths(one, row.number)
        } orShow: { refused in
            try await fill(body, context, status: refused.status, refused: refused)
        }
    }

    /// The lines of a request, as a form is made of them, and until when they are kept back as a rule.
    private static func lines(
        _ number: String, _ context: CompanyContext
    ) async throws -> ([RequestLineRow], CalendarDay) {
        let sight = context.actor.sight
        return try await context.company.read { tx in
            (
                try RequestList.lines(of: RequestList.find(number, sight, tx).id, tx),
                context.today.adding(days: try StockSetting(tx).keptDays)
            )
        }
    }

    private static func approve(
        _ body: FormBody, _ number: String, _ context: CompanyContext
    ) async throws -> Response {
        let version = try body.version
        let (lines, usual) = try await lines(number, context)
        let form = RequestApprovalForm(
            body, lines, until: usual, calendar: context.reader.clock.calendar)
        var typed = RequestTyped()
        typed.approval = form
        guard !form.isRefused else { return try await show(number, context, typed, status: .unprocessableContent) }
        return try await context.once(
            body, flash: "stock.request_approved", to: context.paths(one, number)
        ) { deed in
            let place = try StockPlaceList.find(form.from.required(), .company, deed.tx)
            try RequestDeedStore.approve(
                RequestList.find(number, deed.actor.sight, deed.tx), at: version, from: place,
                quantities: form.counts(lines), until: form.until.required(), answer: form.answer.required(),
                by: deed.actor, in: deed.company, deed.tx)
        } orShow: { refused in
            typed.lines = (refused.error as? RefusedLines)?.complaints ?? [:]
            return try await show(number, context, typed, status: refused.status, warning: refused.complaint)
        }
    }

    private static func pick(_ body: FormBody, _ number: String, _ context: CompanyContext) async throws -> Response {
        let version = try body.version
        let (lines, _) = try await lines(number, context)
        let form = RequestPickForm(body, lines)
        var typed = RequestTyped()
        typed.picking = form
        guard let picks = form.picks(lines) else {
            return try await show(number, context, typed, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "stock.request_picked", to: context.paths(one, number)) { deed in
            try RequestSendStore.pick(
                RequestList.find(number, deed.actor.sight, deed.tx), at: version, picks, by: deed.actor,
                in: deed.company, deed.tx)
        } orShow: { refused in
            typed.lines = (refused.error as? RefusedLines)?.complaints ?? [:]
            return try await show(number, context, typed, status: refused.status, warning: refused.complaint)
        }
    }
}

/// What was typed into a form of a request's page and refused.
struct RequestTyped: Sendable {
    var approval: RequestApprovalForm?
    var picking: RequestPickForm?
    var answer: Input<String>?
    /// What is said of lines, by their positions.
    var lines: [Int: Complaint] = [:]
}
