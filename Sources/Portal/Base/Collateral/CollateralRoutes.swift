import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What dealers leave as security for their contracts: taken, found again before its day, given back or called.
package enum CollateralRoutes: RoomRoutes {
    static let list = PlainPage("collateral", for: .seesMoney)
    static let export = PlainPage("collateral/export", for: .seesMoney, watched: .export)
    static let one = PageRoute<ID<Collateral>>("collateral/:collateral", for: .seesMoney)
    static let form = PageRoute<String>("dealers/:dealer/collateral", for: .managersAndFinance)
    static let taking = FormRoute<String>(
        "dealers/:dealer/collateral", for: .managersAndFinance, watched: .configuration)
    static let ending = FormRoute<ID<Collateral>>(
        "collateral/:collateral/end", for: .managersAndFinance, watched: .configuration
    ).confirmed

    package static var all: [Mounted] {
        [
            list.to { request, context in
                let (filter, today) = (CollateralFilter(request.asked), context.today)
                let (slice, sum) = try await context.company.read { tx in
                    (
                        try CollateralList.slice(filter, today: today, tx),
                        try CollateralList.sum(filter, today: today, tx)
                    )
                }
                return try context.show(CollateralListPage(slice, filter, sum: sum, context))
            },
            export.to { request, context in
                try await CollateralSheet.sheet(CollateralFilter(request.asked), context)
                    .response(to: request, context)
            },
            one.to { _, context, id in try await show(id, nil, context) },
            form.to { _, context, code in
                let typed = CollateralForm(FormBody(), context.company.clock.calendar)
                return try await showForm(typed, of: code, isBlank: true, context)
            },
            taking.to { body, context, code in try await take(body, of: code, context) },
            ending.to { body, context, id in try await end(body, id, context) },
        ]
    }

    private static func show(
        _ id: ID<Collateral>, _ typed: CollateralEndForm?, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let item = try await context.company.read { try CollateralList.find(id, $0) }
        return try context.show(CollateralPage(item, typed, context), status: status, warning: warning)
    }

    private static func showForm(
        _ form: CollateralForm, of code: String, isBlank: Bool = false, refusal: FieldRefusal? = nil,
        _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let name = try await context.company.read { tx in
            guard let id = try DealerStore.id(code, tx) else { throw Refusal.hidden }
            return try DealerStore.name(id, tx)
        }
        return try context.show(
            CollateralFormPage(form, of: (code, name), isBlank: isBlank, refusal: refusal, context), status: status,
            warning: warning)
    }

    private static func take(_ body: FormBody, of code: String, _ context: CompanyContext) async throws -> Response {
        let form = CollateralForm(body, context.company.clock.calendar)
        let read: Collateral?
        do {
            read = try form.collateral(today: context.today)
        } catch {
            let refusal = FieldRefusal(field: "due_on", complaint: error)
            return try await showForm(form, of: code, refusal: refusal, context, status: .unprocessableContent)
        }
        guard let collateral = read else {
            return try await showForm(form, of: code, context, status: .unprocessableContent)
        }
        return try await context.once(
            body, flash: "collateral.taken", to: context.paths(DealerRoutes.one, code)
        ) { deed in
            _ = try CollateralStore.take(collateral, of: code, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            let field = refused.error as? FieldRefusal
            return try await showForm(
                form, of: code, refusal: field, context, status: refused.status,
                warning: field == nil ? refused.complaint : nil)
        }
    }

    private static func end(
        _ body: FormBody, _ id: ID<Collateral>, _ context: CompanyContext
    ) async throws -> Response {
        let (form, version) = (CollateralEndForm(body), try body.version)
        guard let state = form.state.value, let reason = form.reason.value else {
            return try await show(id, form, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "collateral.ended", to: context.paths(one, id)) { deed in
            try CollateralStore.end(
                id, at: version, as: state, because: reason, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(id, form, context, status: refused.status, warning: refused.complaint)
        }
    }
}
