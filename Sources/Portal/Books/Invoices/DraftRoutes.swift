import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web
import Work

/// A job's bill while it is written: kept as often as one likes, issued once.
package enum DraftRoutes: RoomRoutes {
    static let writers = Set<Role>.managersAndFinance.union([.reception, .workshopManager])

    static let making = FormRoute<String>("jobs/:job/bill", for: writers, of: .books)
    static let one = PageRoute<ID<InvoiceDraft>>("bill-drafts/:draft", for: writers, of: .books)
    static let change = FormRoute<ID<InvoiceDraft>>("bill-drafts/:draft", for: writers, of: .books)
    static let dropping = FormRoute<ID<InvoiceDraft>>("bill-drafts/:draft/drop", for: writers, of: .books)

    package static var all: [Mounted] {
        [
            making.to { form, context, number in
                try await context.once(form, flash: nil) { deed in
                    context.paths(one, try DraftStore.open(number, by: deed.actor, context, deed.tx))
                } orShow: { refused in
                    // A job of more than a bill holds is told of; of others its page says what can be done with them now.
                    if refused.complaint.key == "bills.many" { throw refused.complaint }
                    return context.goOn(to: context.paths(BillRoutes.ofJob, number))
                }
            },
            one.to { _, context, id in try await show(id, nil, context) },
            change.to { form, context, id in try await change(form, id, context) },
            dropping.to { form, context, id in
                let version = try form.version
                return try await context.once(form, flash: "bill_dropped", to: context.paths(BillRoutes.list)) { deed in
                    try DraftStore.drop(id, at: version, by: deed.actor.person, deed.tx)
                } orShow: { refused in
                    try await show(id, nil, context, status: refused.status, warning: refused.complaint)
                }
            },
        ]
    }

    private static func show(
        _ id: ID<InvoiceDraft>, _ body: FormBody?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let load = try await context.company.read { try DraftLoad.read(id, context, $0) }
        if let issued = load.draft.invoice { return context.goOn(to: context.paths(BillRoutes.one, issued)) }
        let page = DraftPage(load, body, context)
        return try context.show(page, status: status, warning: warning)
    }

    private static func change(
        _ body: FormBody, _ id: ID<InvoiceDraft>, _ context: CompanyContext
    ) async throws -> Response {
        let version = try body.version
        let draft = try await context.company.read { try DraftStore.find(id, $0) }
        let form = draft.form(body, context)
        if form.asksMore { return try await show(id, body, context) }
        guard let facts = form.facts else { return try await show(id, body, context, status: .unprocessableContent) }
        return try await context.once(body, flash: form.isIssued ? "bill_issued" : "bill_saved") { deed in
            let known = try DraftStore.find(id, deed.tx)
            let prices = try deed.company.prices(on: context.today, deed.tx)
            try MayExempt.check(facts.lines, from: known.facts.lines, prices, by: deed.actor)
            try DraftStore.save(facts, of: id, at: version, by: deed.actor.person, deed.tx)
            guard form.isIssued else { return context.paths(one, id) }
            let usual = try DraftLines.make(JobStore.known(known.job, deed.tx), context, deed.tx)
            let number = try IssueInvoice(draft: id, version: version + 1, usual: usual).run(
                by: deed.actor, in: deed.company, deed.tx)
            return context.paths(BillRoutes.one, number)
        } orShow: { refused in
            try await show(id, body, context, status: refused.status, warning: refused.complaint)
        }
    }
}

extension DraftRow {
    func form(_ body: FormBody, _ context: CompanyContext) -> DraftForm {
        DraftForm(
            body, parts: Set(facts.lines.compactMap(\.part)), today: context.today, context.reader.clock.calendar)
    }
}

/// A draft with what its bill would come to now.
struct DraftLoad: Sendable {
    let draft: DraftRow
    let figures: BillFigures
    let rate: Int?
    /// What this person may let off, in hundredths of a percent.
    let limit: Int
    /// What was taken at reception.
    let deposit: Int64
    /// What dealers have collected of it.
    let collected: Int64
    let packages: [PriceRow]

    static func read(
        _ id: ID<InvoiceDraft>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> DraftLoad {
        let (draft, today) = (try DraftStore.find(id, tx), context.today)
        let prices = try context.company.prices(on: today, tx)
        let rate = try PriceStore.rate(on: today, tx)
        return DraftLoad(
            draft: draft, figures: BillFigures(draft.facts.lines, discount: draft.facts.discount, rate: rate ?? 0),
            rate: rate, limit: prices?.discount(of: context.actor.roles) ?? 0,
            deposit: try DraftLineList.deposit(of: draft.job, tx),
            collected: try DraftLineList.collected(of: draft.job, tx),
            packages: prices?.rows.filter { $0.kind == .package } ?? [])
    }
}
