import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Counts of the warehouse (انبارگردانی): begun, counted blindly, counted again by others where much differs, closed.
package enum CountRoutes: RoomRoutes {
    static let openers: Set<Role> = .keepers.union([.dealerManager])
    static let counters: Set<Role> = .keepers.union(Set.dealers)
    static let closers: Set<Role> = [.stockManager]
    private static let settlers: Set<Role> = [.administrator, .stockManager]

    package static let list = PlainPage("stock/counts", for: .insiders, of: .stock)
    static let form = PlainPage("stock/counts/new", for: openers, of: .stock)
    static let opening = PlainForm("stock/counts", for: openers, of: .stock)
    static let limits = PlainPage("stock/counts/limits", for: settlers, of: .stock)
    static let limitsChange = PlainForm("stock/counts/limits", for: settlers, watched: .configuration, of: .stock)
    package static let one = PageRoute<String>("stock/counts/:count", for: .insiders, of: .stock)
    static let print = PageRoute<String>("stock/counts/:count/print", for: counters, of: .stock)
    static let export = PageRoute<String>("stock/counts/:count/export", for: counters, watched: .export, of: .stock)
    static let lines = FormRoute<String>("stock/counts/:count/lines", for: counters, of: .stock)
    static let handing = FormRoute<String>("stock/counts/:count/handing", for: counters, of: .stock)
    static let giving = FormRoute<String>("stock/counts/:count/giving-back", for: closers, of: .stock)
    static let closing = FormRoute<String>("stock/counts/:count/closing", for: closers, of: .stock)
    static let cancellation = FormRoute<String>("stock/counts/:count/cancellation", for: closers, of: .stock)

    package static var all: [Mounted] {
        [
            list.to { request, context in
                let (filter, sight) = (CountsFilter(request.asked), context.actor.sight)
                let slice = try await context.company.read { try StockCountList.slice(filter, sight, $0) }
                return try context.show(CountsPage(slice, filter, context))
            },
            form.to { request, context in
                try await fill(FormBody(["place": request.asked.text("place")]), isBlank: true, context)
            },
            opening.to { form, context in try await open(form, context) },
            limits.to { _, context in try await CountLimitsPage.show(nil, context) },
            limitsChange.to { form, context in try await CountLimitsPage.change(form, context) },
            one.to { request, context, number in
                try await show(number, CountLineFilter(request.asked), context)
            },
            print.to { request, context, number in
                let filter = CountLineFilter(request.asked)
                let load = try await context.company.read {
                    try CountLoad(number, filter, size: PrintedCount.size, context, $0)
                }
                return try context.show(PrintedCount(load, context))
            },
            export.to { request, context, number in
                let sight = context.actor.sight
                let count = try await context.company.read { try StockCountList.find(number, sight, $0) }
                return try await CountSheet.sheet(count, context).response(to: request, usual: "xlsx", context)
            },
            lines.to { form, context, number in try await save(form, number, context) },
            handing.to { form, context, number in
                try await act(form, number, "stock.count_handed", context) { count, version, deed in
                    try CountDeedStore.handIn(count, at: version, by: deed.actor, deed.tx)
                }
            },
            giving.to { form, context, number in
                try await act(form, number, "stock.count_given_back", context) { count, version, deed in
                    try CountStore.move(
                        count, at: version, .giveBack, setting: "handed_by = NULL, handed_at = NULL",
                        by: deed.actor.person, deed.tx)
                }
            },
            closing.to { form, context, number in
                let charges = form.isChecked("charge")
                return try await act(form, number, "stock.count_closed", context) { count, version, deed in
                    try CountDeedStore.close(
                        count, at: version, charges: charges, by: deed.actor, in: deed.company, deed.tx)
                }
            },
            cancellation.to { form, context, number in
                try await act(form, number, "stock.count_cancelled", context) { count, version, deed in
                    try CountStore.move(count, at: version, .cancel, by: deed.actor.person, deed.tx)
                }
            },
        ]
    }

    private static func act(
        _ form: FormBody, _ number: String, _ flash: String, _ context: CompanyContext,
        _ work: @escaping @Sendable (CountRow, Int, Deed) throws -> Void
    ) async throws -> Response {
        let version = try form.version
        return try await context.once(form, flash: flash, to: context.paths(one, number)) { deed in
            try work(try StockCountList.find(number, deed.actor.sight, deed.tx), version, deed)
        } orShow: { refused in
            try await show(
                number, CountLineFilter(Asked()), context, refused: (refused.error as? RefusedCount)?.complaints ?? [:],
                status: refused.status, warning: refused.complaint)
        }
    }

    static func show(
        _ number: String, _ filter: CountLineFilter, _ context: CompanyContext,
        typed: [ID<CountLine>: CountLineInput] = [:], refused: [ID<CountLine>: Complaint] = [:],
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let load = try await context.company.read { tx in
            try CountLoad(number, filter, only: typed.keys.sorted() + refused.keys.sorted(), context, tx)
        }
        return try context.show(CountPage(load, typed, refused, context), status: status, warning: warning)
    }

    private static func fill(
        _ body: FormBody, isBlank: Bool = false, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let actor = context.actor
        let choices = try await context.company.read { try CountChoices(actor, $0) }
        let page = CountFormPage(CountForm(body, choices), choices, isBlank: isBlank, context)
        return try context.show(page, status: status, warning: warning)
    }

    private static func open(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let actor = context.actor
        let choices = try await context.company.read { try CountChoices(actor, $0) }
        let form = CountForm(body, choices)
        guard !form.isRefused else { return try await fill(body, context, status: .unprocessableContent) }
        return try await context.once(body, flash: "stock.count_opened") { deed in
            let count = try CountStore.open(form.count(deed.tx), by: deed.actor, in: deed.company, deed.tx)
            return context.paths(one, count.number)
        } orShow: { refused in
            try await fill(body, context, status: refused.status, warning: refused.complaint)
        }
    }

    /// Writes down one page of lines: those that it names, and no others.
    private static func save(_ body: FormBody, _ number: String, _ context: CompanyContext) async throws -> Response {
        let (sight, asked) = (context.actor.sight, CountLineFilter(Asked(body)))
        let ids = Array(body.ids("line", of: CountLine.self).prefix(StockCountList.linesOnPage))
        let (count, lines) = try await context.company.read { tx in
            let count = try StockCountList.find(number, sight, tx)
            return (count, try StockCountList.lines(ids, of: count.id, tx))
        }
        let round = count.state == .second ? 2 : 1
        let inputs = lines.map { CountLineInput(body, $0, round: round) }
        let typed = Dictionary(uniqueKeysWithValues: inputs.map { ($0.line.id, $0) })
        guard inputs.allSatisfy({ $0.complaint == nil }) else {
            return try await show(
                number, asked, context, typed: typed, status: .unprocessableContent,
                warning: Complaint("stock.count.refused"))
        }
        let next = body.raw("next")
        let path = Address.of(
            context.paths(one, number),
            [("after", next), ("tab", asked.tab?.rawValue ?? ""), ("q", asked.typed)].filter { !$0.1.isEmpty })
        return try await context.once(body, flash: "stock.count_saved", to: path) { deed in
            let count = try StockCountList.find(number, deed.actor.sight, deed.tx)
            guard (count.state == .second ? 2 : 1) == round else { throw Refusal.stale(Complaint("error.stale")) }
            try CountLineStore.save(
                inputs.map { ($0.line, $0.counted) }, of: count, by: deed.actor, deed.tx)
        } orShow: { refused in
            let lines = (refused.error as? RefusedLines)?.complaints ?? [:]
            let complaints = Dictionary(uniqueKeysWithValues: lines.map { (inputs[$0.key].line.id, $0.value) })
            return try await show(
                number, asked, context, typed: typed, refused: complaints, status: refused.status,
                warning: refused.complaint)
        }
    }
}
