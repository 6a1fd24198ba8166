import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The company's own systems that are told what happens: set up, tried, what became of each telling, and again.
package enum HookRoutes: RoomRoutes {
    /// Holds a secret that has just been made until its maker's next page has shown it.
    private static let secretCookie = "kardan_hook"
    private static let shownDeliveries = 50

    package static let list = PlainPage("messages/hooks", for: [.administrator])
    static let addition = PlainForm("messages/hooks", for: [.administrator], watched: .configuration).confirmed
    static let one = PageRoute<ID<Hook>>("messages/hooks/:hook", for: [.administrator])
    static let change = FormRoute<ID<Hook>>(
        "messages/hooks/:hook", for: [.administrator], watched: .configuration
    ).confirmed
    static let renewal = FormRoute<ID<Hook>>(
        "messages/hooks/:hook/secret", for: [.administrator], watched: .configuration
    ).confirmed
    static let trial = FormRoute<ID<Hook>>("messages/hooks/:hook/trial", for: [.administrator])
    static let again = FormRoute<ID<Hook>>("messages/hooks/:hook/again", for: [.administrator])

    package static var all: [Mounted] {
        [
            list.to { _, context in try await showAll(nil, context) },
            addition.to { form, context in try await add(form, context) },
            one.to { request, context, id in try await show(id, request, context) },
            change.to { form, context, id in try await change(form, id, context) },
            renewal.to { form, context, id in try await renew(form, id, context) },
            trial.to { form, context, id in
                try await act(form, id, "hooks.trial", context) { deed in
                    try WriteHooks.tryOut(id, occasion: form.raw("key"), in: deed.company, deed.tx)
                }
            },
            again.to { form, context, id in try await sendAgain(form, id, context) },
        ]
    }

    private static func showAll(
        _ typed: HookForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let hooks = try await context.company.read { try HookStore.all($0) }
        return try context.show(HooksPage(hooks, typed, context), status: status, warning: warning)
    }

    private static func show(_ id: ID<Hook>, _ request: Request, _ context: CompanyContext) async throws -> Response {
        let kept = context.portal.jar.value(secretCookie, in: request.cookies)
        let secret = kept.flatMap { $0.hasPrefix("\(id).") ? String($0.dropFirst("\(id).".count)) : nil }
        var response = try await show(id, nil, secret: secret, context)
        if kept != nil { context.portal.jar.clear(secretCookie, on: &response) }
        return response
    }

    private static func show(
        _ id: ID<Hook>, _ typed: HookForm?, secret: String? = nil, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let page = try await context.company.read { tx in
            guard let hook = try HookStore.find(id, tx) else { throw Refusal.hidden }
            let lines = try DeliveryList.newest(shownDeliveries, of: id.value, .hook, tx)
            let cards = PageCards([try HistoryCard.card(of: .hook(id), context, tx)].compactMap(\.self))
            return HookPage(hook, lines, typed, secret: secret, cards, context)
        }
        return try context.show(page, status: status, warning: warning)
    }

    /// The same form makes the same secret, however often it is sent.
    private static func secret(of form: FormBody, _ context: CompanyContext) -> String {
        context.portal.linkToken(of: "hook \(context.actor.person) \(context.path) \(form.raw("key"))")
    }

    private static func add(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let (form, secret) = (HookForm(body), secret(of: body, context))
        guard let url = form.url.value else {
            return try await showAll(form, context, status: .unprocessableContent)
        }
        let response = try await context.once(body, flash: "hooks.added") { deed in
            let id = try HookStore.add(
                url, form.events, isOn: form.isOn, secret: secret, by: deed.actor.person, in: deed.company, deed.tx)
            return context.paths(one, id)
        } orShow: { refused in
            try await showAll(form, context, status: refused.status, warning: refused.complaint)
        }
        return handOver(secret, response, context)
    }

    private static func change(_ body: FormBody, _ id: ID<Hook>, _ context: CompanyContext) async throws -> Response {
        let (form, version) = (HookForm(body), try body.version)
        guard let url = form.url.value else {
            return try await show(id, form, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "hooks.changed", to: context.paths(one, id)) { deed in
            guard let known = try HookStore.find(id, deed.tx) else { throw Refusal.hidden }
            try HookStore.change(
                known, url, form.events, isOn: form.isOn, version: version, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(id, form, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func renew(_ body: FormBody, _ id: ID<Hook>, _ context: CompanyContext) async throws -> Response {
        let secret = secret(of: body, context)
        let response = try await act(body, id, "hooks.secret", context) { deed in
            try HookStore.renew(id, secret: secret, by: deed.actor.person, in: deed.company, deed.tx)
        }
        return handOver(secret, response, context)
    }

    private static func sendAgain(
        _ body: FormBody, _ id: ID<Hook>, _ context: CompanyContext
    ) async throws -> Response {
        try await act(body, id, "hooks.again", context) { deed in
            guard let delivery = ID<Delivery>(body.raw("delivery")) else { throw Refusal.unreadable }
            let end = deed.tx.now.adding(seconds: WriteHooks.lifetime)
            guard try DeliveryStore.again(delivery, of: id.value, .hook, until: end, deed.tx) else {
                throw Refusal.stale(Complaint("deliveries.over"))
            }
            try RunStore.call(SendDeliveries.name, by: deed.tx.now, in: deed.company, deed.tx)
        }
    }

    private static func act(
        _ body: FormBody, _ id: ID<Hook>, _ flash: String, _ context: CompanyContext,
        _ work: @escaping @Sendable (Deed) throws -> Void
    ) async throws -> Response {
        try await context.once(body, flash: flash, to: context.paths(one, id)) { deed in
            guard try HookStore.find(id, deed.tx) != nil else { throw Refusal.hidden }
            try work(deed)
        } orShow: { refused in
            try await show(id, nil, context, status: refused.status, warning: refused.complaint)
        }
    }

    /// The next page of its maker shows it, and no other ever.
    private static func handOver(_ secret: String, _ response: Response, _ context: CompanyContext) -> Response {
        guard response.status == .seeOther, let id = response.headers[.location]?.split(separator: "/").last else {
            return response
        }
        var response = response
        context.portal.jar.set(secretCookie, "\(id).\(secret)", seconds: 120, on: &response)
        return response
    }
}
