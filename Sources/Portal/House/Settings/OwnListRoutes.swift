import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The company's own reasons and kinds of service: added, and set aside instead of thrown away.
enum OwnListRoutes: RoomRoutes {
    static let reasons = PlainPage("settings/reasons", for: .managers)
    static let reasonsExport = PlainPage("settings/reasons/export", for: .managers, watched: .export)
    static let addReason = PlainForm("settings/reasons", for: .managers, watched: .configuration)
    static let retireReason = FormRoute<String, String>(
        "settings/reasons/:kind/:reason/retirement", for: .managers, watched: .configuration)
    static let services = PlainPage("settings/services", for: .managers)
    static let servicesExport = PlainPage("settings/services/export", for: .managers, watched: .export)
    static let addService = PlainForm("settings/services", for: .managers, watched: .configuration)
    static let nameService = FormRoute<String>("settings/services/:service", for: .managers, watched: .configuration)
    static let retireService = FormRoute<String>(
        "settings/services/:service/retirement", for: .managers, watched: .configuration)

    static var all: [Mounted] {
        [
            reasons.to { _, context in try await showReasons(nil, context) },
            reasonsExport.to { request, context in
                try await OwnListSheets.reasons(context).response(to: request, context)
            },
            servicesExport.to { request, context in
                try await OwnListSheets.services(context).response(to: request, context)
            },
            addReason.to { form, context in try await add(reason: form, context) },
            retireReason.to { form, context, kind, code in try await retire(form, kind, code, context) },
            services.to { request, context in try await showServices(nil, of: request.asked.text("edit"), context) },
            addService.to { form, context in try await write(service: form, nil, context) },
            nameService.to { form, context, code in try await write(service: form, code, context) },
            retireService.to { form, context, code in try await retire(form, service: code, context) },
        ]
    }

    private static func showReasons(
        _ form: NameForm?, refusal: FieldRefusal? = nil, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let (lists, cards) = try await context.company.read { tx in
            (
                try ReasonKind.allCases.map { ($0, try OwnListStore.reasons($0, tx)) },
                try HistoryCard.cards(
                    ofSettings: ["reason_added", "reason_retired", "reason_restored"], context, tx)
            )
        }
        return try context.show(
            OwnListPage(reasons: lists, form, refusal: refusal, cards, context), status: status, warning: warning)
    }

    private static func showServices(
        _ form: NameForm?, of code: String?, refusal: FieldRefusal? = nil, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let (lines, cards) = try await context.company.read { tx in
            let kinds: Set = ["service_added", "service_changed", "service_retired", "service_restored"]
            return (try OwnListStore.services(tx), try HistoryCard.cards(ofSettings: kinds, context, tx))
        }
        let edited = lines.first { $0.code == code }
        return try context.show(
            OwnListPage(services: lines, of: edited, form, refusal: refusal, cards, context), status: status,
            warning: warning)
    }

    private static func add(reason body: FormBody, _ context: CompanyContext) async throws -> Response {
        let form = NameForm(body)
        guard let kind = form.kind.value, let names = form.names else {
            return try await showReasons(form, context, status: .unprocessableContent)
        }
        return try await change(body, context, to: reasons) { deed in
            try checkFree(names.fa, among: OwnListStore.reasons(kind, deed.tx))
            try OwnListStore.addReason(kind, fa: names.fa, en: names.en, deed.tx)
            return Event(
                "reason_added", of: .setting, in: "settings", detail: ["list": kind.rawValue, "name": names.fa])
        } orShow: { refused, field in
            try await showReasons(
                form, refusal: field, context, status: refused.status,
                warning: field == nil ? refused.complaint : nil)
        }
    }

    private static func retire(
        _ body: FormBody, _ kind: String, _ code: String, _ context: CompanyContext
    ) async throws -> Response {
        guard let kind = ReasonKind(rawValue: kind) else { throw Refusal.hidden }
        let isRetired = body.isChecked("retired")
        return try await change(body, context, to: reasons) { deed in
            guard let line = try OwnListStore.reasons(kind, deed.tx).first(where: { $0.code == code }) else {
                throw Refusal.hidden
            }
            // The way out of every list, where a text says why.
            guard code != GivenReason.otherCode else { throw Complaint("settings.reasons.other") }
            guard try OwnListStore.setRetired(isRetired, reason: code, kind, deed.tx) else {
                throw Refusal.stale(Complaint("error.stale"))
            }
            return Event(
                isRetired ? "reason_retired" : "reason_restored", of: .setting, in: "settings",
                detail: ["list": kind.rawValue, "name": line.nameFa])
        } orShow: { refused, _ in
            try await showReasons(nil, context, status: refused.status, warning: refused.complaint)
        }
    }

    /// - Parameter code: nil for a new one.
    private static func write(
        service body: FormBody, _ code: String?, _ context: CompanyContext
    ) async throws -> Response {
        let form = NameForm(body)
        guard let names = form.names, let photos = form.photos.value else {
            return try await showServices(form, of: code, context, status: .unprocessableContent)
        }
        return try await change(body, context, to: services) { deed in
            let known = try OwnListStore.services(deed.tx)
            try checkFree(names.fa, among: known.filter { $0.code != code })
            guard let code else {
                try OwnListStore.addService(fa: names.fa, en: names.en, photos: photos, deed.tx)
                return Event("service_added", of: .setting, in: "settings", detail: ["name": names.fa])
            }
            guard let before = known.first(where: { $0.code == code }),
                try OwnListStore.change(service: code, fa: names.fa, en: names.en, photos: photos, deed.tx)
            else { throw Refusal.hidden }
            return Event(
                "service_changed", of: .setting, in: "settings",
                changes: [
                    "name": (before: before.nameFa, after: names.fa),
                    "photos": (before: String(before.photos), after: String(photos)),
                ])
        } orShow: { refused, field in
            try await showServices(
                form, of: code, refusal: field, context, status: refused.status,
                warning: field == nil ? refused.complaint : nil)
        }
    }

    private static func retire(
        _ body: FormBody, service code: String, _ context: CompanyContext
    ) async throws -> Response {
        let isRetired = body.isChecked("retired")
        return try await change(body, context, to: services) { deed in
            let known = try OwnListStore.services(deed.tx)
            guard let line = known.first(where: { $0.code == code }) else { throw Refusal.hidden }
            guard !isRetired || known.contains(where: { $0.code != code && !$0.isRetired }) else {
                throw Complaint("settings.services.last")
            }
            guard try OwnListStore.setRetired(isRetired, service: code, deed.tx) else {
                throw Refusal.stale(Complaint("error.stale"))
            }
            return Event(
                isRetired ? "service_retired" : "service_restored", of: .setting, in: "settings",
                detail: ["name": line.nameFa])
        } orShow: { refused, _ in
            try await showServices(nil, of: nil, context, status: refused.status, warning: refused.complaint)
        }
    }

    /// - Throws: `FieldRefusal` where another line of the list is called so.
    private static func checkFree(_ name: String, among lines: [ListedName]) throws {
        let key = SearchText.squeezed(name)
        guard !lines.contains(where: { SearchText.squeezed($0.nameFa) == key }) else {
            throw FieldRefusal(field: "name_fa", complaint: Complaint("settings.name.taken", name))
        }
    }

    /// - Parameter work: what happened, for the history.
    private static func change(
        _ body: FormBody, _ context: CompanyContext, to list: PlainPage,
        _ work: @escaping @Sendable (Deed) throws -> Event,
        orShow refused: (RefusedDeed, FieldRefusal?) async throws -> Response
    ) async throws -> Response {
        let answer = try await context.once(body, flash: "settings.saved", to: context.paths(list)) { deed in
            try EventStore.add(work(deed), by: deed.actor.person, deed.tx)
        } orShow: { deed in
            try await refused(deed, deed.error as? FieldRefusal)
        }
        context.company.names.forget()
        return answer
    }
}
