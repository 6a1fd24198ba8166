import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What customers pay for work: the list that holds, those before and after it, and the rates of value added tax. Both are
/// changed by two people.
package enum PriceRoutes: RoomRoutes {
    static let readers = Set<Role>.seesMoney.union([.reception, .dispatcher, .workshopManager])
    static let writers = Set<Role>.managersAndFinance

    package static let list = PlainPage(
        "prices", for: readers, menu: .init("prices", icon: "money", order: 86), of: .books)
    static let export = PlainPage("prices/export", for: readers, watched: .export, of: .books)
    static let form = PlainPage("prices/new", for: writers, of: .books)
    static let change = PlainForm("prices", for: writers, watched: .configuration, of: .books)
    static let rate = PlainForm(
        "prices/vat", for: .finance.union([.administrator]), watched: .configuration, of: .books)

    package static var all: [Mounted] {
        [
            list.to { _, context in try await show(nil, context) },
            export.to { request, context in try await PriceSheet.sheet(context).response(to: request, context) },
            form.to { _, context in
                let body = try await context.company.read { tx in
                    FormBody(
                        try context.company.prices(on: context.today, tx),
                        try PriceScopeList.choices(context.reader, tx), context.reader)
                }
                return try await fill(body, isFresh: true, context)
            },
            change.to { body, context in try await propose(body, context) },
            rate.to { body, context in try await propose(rate: body, context) },
        ]
    }

    private static func show(
        _ rate: RateForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let page = try await context.company.read { try PricesPage.read(rate, context, $0) }
        return try context.show(page, status: status, warning: warning)
    }

    private static func choices(_ context: CompanyContext) async throws -> PriceChoices {
        try await context.company.read { tx in
            PriceChoices(
                services: try context.company.names.names(tx).offeredServices,
                scopes: try PriceScopeList.choices(context.reader, tx))
        }
    }

    private static func fill(
        _ body: FormBody, isFresh: Bool = false, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let choices = try await choices(context)
        let page = PriceFormPage(choices.form(body, context), choices, isFresh: isFresh, context)
        return try context.show(page, status: status, warning: warning)
    }

    private static func propose(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let form = try await choices(context).form(body, context)
        if form.asksMore { return try await fill(body, context) }
        guard !form.isRefused else { return try await fill(body, context, status: .unprocessableContent) }
        let change: ChangePrices
        do { change = try form.change() } catch {
            return try await fill(body, context, status: .unprocessableContent, warning: error)
        }
        return try await context.once(body, flash: "proposals.proposed", to: context.paths(list)) { deed in
            try change.propose(by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await fill(body, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func propose(rate body: FormBody, _ context: CompanyContext) async throws -> Response {
        let form = RateForm(body, context.reader.clock.calendar)
        guard let change = form.change else { return try await show(form, context, status: .unprocessableContent) }
        return try await context.once(body, flash: "proposals.proposed", to: context.paths(list)) { deed in
            try change.propose(by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(form, context, status: refused.status, warning: refused.complaint)
        }
    }
}

/// What a list of prices may name.
struct PriceChoices: Sendable {
    let services: [(code: String, names: BothNames)]
    let scopes: [PriceScopeList.Choice]

    func form(_ body: FormBody, _ context: CompanyContext) -> PriceForm {
        PriceForm(
            body, services: Set(services.map(\.code)), scopes: scopes, today: context.today,
            context.reader.clock.calendar)
    }
}
