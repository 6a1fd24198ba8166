import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import NIOCore
import Web

/// Drafts: made, named, thrown away, and written into a file.
package enum DraftRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.get("/:company/tariffs/new") { request, context in try await new(request, context) }
        rooms.post("/:company/tariffs") { form, context in try await add(form, context) }
        rooms.get("/:company/tariffs/:tariff/change") { _, context in
            let row = try await find(context)
            return try await show(DraftForm(row, context), changes: row.id, isChecked: false, context)
        }
        rooms.post("/:company/tariffs/:tariff") { form, context in try await change(form, context) }
        rooms.post("/:company/tariffs/:tariff/removal") { form, context in try await throwAway(form, context) }
        rooms.get("/:company/tariffs/:tariff/export") { _, context in try await file(context) }
    }

    private static func find(_ context: CompanyContext) async throws -> TariffRow {
        let id: ID<TariffVersion> = try context.id("tariff")
        guard let row = try await context.company.read({ try TariffStore.find(id, $0) }) else { throw Refusal.hidden }
        return row
    }

    private static func new(_ request: Request, _ context: CompanyContext) async throws -> Response {
        let source = request.uri.queryParameters["from"].flatMap { ID<TariffVersion>(String($0)) }
        let row = try await context.company.read { tx in try source.flatMap { try TariffStore.find($0, tx) } }
        let form = row.map { DraftForm($0, context) } ?? DraftForm(FormBody(["audience": "dealers"]), context)
        return try await show(form, changes: nil, isChecked: false, context)
    }

    private static func show(
        _ form: DraftForm, changes draft: ID<TariffVersion>?, isChecked: Bool, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let versions = try await context.company.read { try TariffStore.list($0) }
        return try context.show(
            DraftPage(form, versions, changes: draft, isChecked: isChecked, context), status: status, warning: warning)
    }

    private static func add(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let form = DraftForm(body, context)
        guard form.isComplete(isNew: true) else {
            return try await show(form, changes: nil, isChecked: true, context, status: .unprocessableContent)
        }
        let (actor, paths) = (context.actor, context.paths)
        let command = AddDraft(
            name: try form.name.required(), audience: try form.audience.required(), from: try form.from.required(),
            to: form.to.value, source: form.source.value)
        let location = try await context.company.write { tx in
            try OnceStore.run(body.raw("key"), by: actor, tx) { paths.tariff(try command.run(by: actor, in: $0).value) }
        }
        return context.goOn(to: location, flash: "tariff_draft")
    }

    private static func change(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let row = try await find(context)
        let form = DraftForm(body, context)
        guard form.isComplete(isNew: false) else {
            return try await show(form, changes: row.id, isChecked: true, context, status: .unprocessableContent)
        }
        let command = ChangeDraft(
            draft: DraftMark(row.id, body), name: try form.name.required(), from: try form.from.required(),
            to: form.to.value)
        return try await context.editDraft(row.id, body) { actor, tx in try command.run(by: actor, in: tx) }
    }

    private static func throwAway(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let id: ID<TariffVersion> = try context.id("tariff")
        let command = ThrowAwayDraft(draft: DraftMark(id, body))
        return try await context.editDraft(id, body, flash: "tariff_thrown_away") { actor, tx in
            try command.run(by: actor, in: tx)
        }
    }

    /// The very file that an import reads.
    private static func file(_ context: CompanyContext) async throws -> Response {
        let row = try await find(context)
        let cells = try await context.company.read { try TariffRuleStore.cells(of: row.id, $0) }
        let text = DelimitedText.write(
            header: RuleColumn.allCases.map(\.rawValue), records: cells.map { $0.record.map(DelimitedText.guardedCell) }
        )
        return .download(
            ByteBuffer(string: text), name: "tariff-\(row.audience)-\(row.version).csv",
            mediaType: "text/csv; charset=utf-8")
    }
}

extension CompanyContext {
    /// Does something to a draft and goes back to its page; whoever was overtaken sees there what has become of it.
    func editDraft(
        _ id: ID<TariffVersion>, _ body: FormBody, at place: String = "", flash: String = "tariff_saved",
        _ work: @escaping @Sendable (Actor, Transaction) throws -> Void
    ) async throws -> Response {
        let (actor, location) = (actor, paths.tariff(id.value) + place)
        do {
            let goal = try await company.write { tx in
                try OnceStore.run(body.raw("key"), by: actor, tx) { tx in
                    try work(actor, tx)
                    return location
                }
            }
            return goOn(to: goal, flash: flash)
        } catch Refusal.stale(let complaint) {
            return try await ShowTariff(context: self, id: id).run(status: .conflict, warning: complaint)
        }
    }
}
