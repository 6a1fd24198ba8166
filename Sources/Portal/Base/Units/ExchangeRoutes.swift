import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Machines that are exchanged: what the rules mark, what somebody asks for, what another confirms.
package enum ExchangeRoutes: RoomRoutes {
    package static let list = PlainPage("units/exchanges", for: .office)
    static let export = PlainPage("units/exchanges/export", for: .managers.union([.auditor]), watched: .export)
    package static let one = PageRoute<ID<Exchange>>("units/exchanges/:exchange", for: .office)
    static let form = PageRoute<String>("units/:unit/exchange", for: .intake)
    static let asking = FormRoute<String>("units/:unit/exchange", for: .intake)
    static let confirmation = FormRoute<ID<Exchange>>("units/exchanges/:exchange/confirmation", for: .managers)
        .confirmed
    static let refusal = FormRoute<ID<Exchange>>("units/exchanges/:exchange/refusal", for: .managers)
    static let undoing = FormRoute<ID<Exchange>>("units/exchanges/:exchange/undoing", for: .managers)

    package static var all: [Mounted] {
        [
            list.to { request, context in
                let filter = ExchangeFilter(request.asked)
                let (slice, waiting) = try await context.company.read {
                    (try ExchangeList.slice(filter, $0), try ExchangeList.waiting($0))
                }
                return try context.show(ExchangeListPage(slice, filter, waiting, context))
            },
            export.to { request, context in
                try await ExchangeSheet.sheet(ExchangeFilter(request.asked), context).response(to: request, context)
            },
            one.to { _, context, id in try await show(id, nil, context) },
            form.to { _, context, serial in try await showForm(serial, nil, context) },
            asking.to { body, context, serial in try await ask(body, serial, context) },
            confirmation.to { body, context, id in
                let version = try body.version
                return try await decide(body, id, flash: "units.exchanged", context) { deed in
                    let today = deed.company.clock.day(of: deed.tx.now)
                    try ExchangeStore.confirm(id, at: version, by: deed.actor, on: today, deed.tx)
                }
            },
            refusal.to { body, context, id in
                try await give(body, id, flash: "units.exchange_declined", context) { reason, version, deed in
                    try ExchangeStore.decline(id, at: version, because: reason, by: deed.actor.person, deed.tx)
                }
            },
            undoing.to { body, context, id in
                try await give(body, id, flash: "units.exchange_undone", context) { reason, version, deed in
                    try ExchangeStore.undo(id, at: version, because: reason, by: deed.actor.person, deed.tx)
                }
            },
        ]
    }

    private static func show(
        _ id: ID<Exchange>, _ reason: Input<String>?, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let page = try await context.company.read { tx in
            ExchangePage(try ExchangeList.find(id, tx), reason, easing: try Easing.now(tx), context)
        }
        return try context.show(page, status: status, warning: warning)
    }

    private static func decide(
        _ body: FormBody, _ id: ID<Exchange>, flash: String, _ context: CompanyContext,
        _ work: @escaping @Sendable (Deed) throws -> Void
    ) async throws -> Response {
        try await context.once(body, flash: flash, to: context.paths(one, id)) { deed in
            try work(deed)
        } orShow: { refused in
            try await show(id, nil, context, status: refused.status, warning: refused.complaint)
        }
    }

    /// With a reason.
    private static func give(
        _ body: FormBody, _ id: ID<Exchange>, flash: String, _ context: CompanyContext,
        _ work: @escaping @Sendable (String, Int, Deed) throws -> Void
    ) async throws -> Response {
        let (version, reason) = (try body.version, body.input("reason", shortText(limit: 300)))
        guard let text = reason.value else {
            return try await show(id, reason, context, status: .unprocessableContent)
        }
        return try await decide(body, id, flash: flash, context) { try work(text, version, $0) }
    }

    private static func showForm(
        _ serial: String, _ form: ExchangeForm?, refusal: FieldRefusal? = nil, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let unit = try await context.company.read { try UnitList.find(serial, $0) }
        return try context.show(
            ExchangeFormPage(unit, form, refusal: refusal, context), status: status, warning: warning)
    }

    private static func ask(_ body: FormBody, _ serial: String, _ context: CompanyContext) async throws -> Response {
        let form = ExchangeForm(body)
        guard let asked = form.asked else {
            return try await showForm(serial, form, context, status: .unprocessableContent)
        }
        let paths = context.paths
        return try await context.once(body, flash: "units.exchange_asked") { deed in
            paths(one, try ExchangeStore.ask(asked, for: serial, by: deed.actor.person, deed.tx))
        } orShow: { refused in
            let field = refused.error as? FieldRefusal
            return try await showForm(
                serial, form, refusal: field, context, status: refused.status,
                warning: field == nil ? refused.complaint : nil)
        }
    }
}

/// The machine that comes, as it was typed.
struct ExchangeForm: Sendable {
    let serial: Input<String>
    let model: Input<String>
    let reason: Input<String>

    init(_ body: FormBody) {
        serial = body.input("serial") { try SerialText.parse($0) }
        model = body.input("model") { try CellText.code($0) }
        reason = body.input("reason", shortText(limit: 300))
    }

    /// nil where something of it cannot be meant.
    var asked: ExchangeStore.Asked? {
        guard let serial = serial.value, let model = model.value, let reason = reason.value else { return nil }
        return .init(serial: serial, model: model, reason: reason)
    }
}
