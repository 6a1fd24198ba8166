import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import NIOCore
import Web

/// Drafts: made, named, thrown away, and written into a file.
package enum DraftRoutes: RoomRoutes {
    static let form = PlainPage("tariffs/new", for: .managersAndFinance)
    static let addition = PlainForm("tariffs", for: .managersAndFinance)
    static let changeForm = PageRoute<ID<TariffVersion>>("tariffs/:tariff/change", for: .managersAndFinance)
    static let change = FormRoute<ID<TariffVersion>>("tariffs/:tariff", for: .managersAndFinance)
    static let raise = FormRoute<ID<TariffVersion>>("tariffs/:tariff/raise", for: .managersAndFinance)
    static let removal = FormRoute<ID<TariffVersion>>("tariffs/:tariff/removal", for: .managersAndFinance)
    static let export = PageRoute<ID<TariffVersion>>("tariffs/:tariff/export", for: .seesMoney, watched: .export)

    package static var all: [Mounted] {
        [
            form.to { request, context in try await showNew(request, context) },
            addition.to { body, context in try await add(body, context) },
            changeForm.to { _, context, tariff in
                let row = try await find(tariff, context)
                return try await show(DraftForm(row, context), changes: row.id, isChecked: false, context)
            },
            change.to { body, context, tariff in try await save(body, tariff, context) },
            raise.to { body, context, tariff in try await raiseAll(body, tariff, context) },
            removal.to { body, context, tariff in try await throwAway(body, tariff, context) },
            export.to { _, context, tariff in try await file(tariff, context) },
        ]
    }

    private static func find(_ id: ID<TariffVersion>, _ context: CompanyContext) async throws -> TariffRow {
        guard let row = try await context.company.read({ try TariffStore.find(id, $0) }) else { throw Refusal.hidden }
        return row
    }

    private static func showNew(_ request: Request, _ context: CompanyContext) async throws -> Response {
        let source = request.asked.id("from", of: TariffVersion.self)
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
        let command = AddDraft(
            name: try form.name.required(), audience: try form.audience.required(), from: try form.from.required(),
            to: form.to.value, source: form.source.value)
        let paths = context.paths
        return try await context.once(body, flash: "tariff_draft") { deed in
            paths(TariffRoutes.one, try command.run(by: deed.actor, in: deed.tx))
        } orShow: { refused in
            try await show(
                form, changes: nil, isChecked: true, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func save(
        _ body: FormBody, _ id: ID<TariffVersion>, _ context: CompanyContext
    ) async throws -> Response {
        let row = try await find(id, context)
        let (mark, form) = (try DraftMark(row.id, body), DraftForm(body, context))
        guard form.isComplete(isNew: false) else {
            return try await show(form, changes: row.id, isChecked: true, context, status: .unprocessableContent)
        }
        let command = ChangeDraft(
            draft: mark, name: try form.name.required(), from: try form.from.required(), to: form.to.value)
        return try await context.editDraft(row.id, body) { deed in try command.run(by: deed.actor, in: deed.tx) }
    }

    private static func throwAway(
        _ body: FormBody, _ id: ID<TariffVersion>, _ context: CompanyContext
    ) async throws -> Response {
        let command = ThrowAwayDraft(draft: try DraftMark(id, body))
        return try await context.editDraft(id, body, flash: "tariff_thrown_away") { deed in
            try command.run(by: deed.actor, in: deed.tx)
        }
    }

    private static func raiseAll(
        _ body: FormBody, _ id: ID<TariffVersion>, _ context: CompanyContext
    ) async throws -> Response {
        let form = RaiseForm(body)
        guard let raise = form.raise else {
            return try await ShowTariff(context: context, id: id, raise: form).run(status: .unprocessableContent)
        }
        let command = RaiseRules(draft: try DraftMark(id, body), raise: raise)
        return try await context.editDraft(id, body, flash: "tariff_raised") { deed in
            try command.run(by: deed.actor, in: deed.tx)
        }
    }

    /// The very file that an import reads.
    private static func file(_ id: ID<TariffVersion>, _ context: CompanyContext) async throws -> Response {
        let row = try await find(id, context)
        let cells = try await context.company.read { try TariffRuleStore.cells(of: row.id, $0) }
        let text = DelimitedText.write(
            header: RuleColumn.allCases.map(\.rawValue), records: cells.map { $0.record.map(DelimitedText.guardedCell) }
        )
        try await context.writeDown(Event("exported", of: .tariff(row.id), in: "tariffs", detail: ["format": "csv"]))
        return .download(
            ByteBuffer(string: text), name: "tariff-\(row.audience)-\(row.version).csv",
            mediaType: "text/csv; charset=utf-8")
    }
}

extension CompanyContext {
    /// Does something to a draft and goes back to its page; whoever was overtaken sees there what has become of it.
    func editDraft(
        _ id: ID<TariffVersion>, _ body: FormBody, at place: String = "", flash: String = "tariff_saved",
        _ work: @escaping @Sendable (Deed) throws -> Void
    ) async throws -> Response {
        try await once(
            body, flash: flash, to: paths(TariffRoutes.one, id) + place, work,
            orShow: { refused in
                try await ShowTariff(context: self, id: id).run(status: refused.status, warning: refused.complaint)
            })
    }
}
