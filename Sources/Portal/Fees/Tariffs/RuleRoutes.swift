import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The rules of a draft: added, changed, moved and taken out, one at a time.
package enum RuleRoutes {
    package static func mount(_ rooms: Rooms) {
        rooms.get("/:company/tariffs/:tariff/rules/new") { request, context in try await new(request, context) }
        rooms.post("/:company/tariffs/:tariff/rules") { form, context in try await set(form, nil, context) }
        rooms.get("/:company/tariffs/:tariff/rules/:row") { _, context in
            let (row, stored) = try await find(context)
            return try await show(
                RuleForm(stored.cells), row, stored.id, revision: String(row.revision), context)
        }
        rooms.post("/:company/tariffs/:tariff/rules/:row") { form, context in
            let (_, stored) = try await find(context)
            return try await set(form, stored, context)
        }
        rooms.post("/:company/tariffs/:tariff/rules/:row/removal") { form, context in
            let (row, stored) = try await find(context)
            let command = RemoveRule(draft: DraftMark(row.id, form), rule: stored.id)
            return try await context.editDraft(row.id, form) { actor, tx in try command.run(by: actor, in: tx) }
        }
        rooms.post("/:company/tariffs/:tariff/rules/:row/move") { form, context in
            let (row, stored) = try await find(context)
            let command = MoveRule(
                draft: DraftMark(row.id, form), rule: stored.id, isUp: form.text("to") == "up")
            let place = "#rule-\(Paths.part(stored.cells[.code]))"
            return try await context.editDraft(row.id, form, at: place) { _, tx in _ = try command.run(in: tx) }
        }
    }

    /// The draft and the rule of the path.
    private static func find(_ context: CompanyContext) async throws -> (TariffRow, TariffRuleStore.Stored) {
        let (tariff, rule): (ID<TariffVersion>, ID<StoredRule>) = (try context.id("tariff"), try context.id("row"))
        return try await context.company.read { tx in
            guard let row = try TariffStore.find(tariff, tx),
                let stored = try TariffRuleStore.find(rule, of: tariff, tx)
            else { throw Refusal.hidden }
            return (row, stored)
        }
    }

    /// An empty form, or one with the cells of the rule that is to be copied and no code.
    private static func new(_ request: Request, _ context: CompanyContext) async throws -> Response {
        let tariff: ID<TariffVersion> = try context.id("tariff")
        let like = request.uri.queryParameters["like"].flatMap { ID<StoredRule>(String($0)) }
        let (row, source) = try await context.company.read { tx in
            guard let row = try TariffStore.find(tariff, tx) else { throw Refusal.hidden }
            return (row, try like.flatMap { try TariffRuleStore.find($0, of: tariff, tx) })
        }
        var cells = source?.cells ?? RuleCells()
        cells[.code] = ""
        return try await show(RuleForm(cells), row, nil, revision: String(row.revision), context)
    }

    private static func set(
        _ body: FormBody, _ stored: TariffRuleStore.Stored?, _ context: CompanyContext
    ) async throws -> Response {
        let tariff: ID<TariffVersion> = try context.id("tariff")
        guard let row = try await context.company.read({ try TariffStore.find(tariff, $0) }) else {
            throw Refusal.hidden
        }
        var form = RuleForm(body, over: stored?.cells ?? RuleCells())
        let revision = body.text("revision")
        if form.isOtherMethod { return try await show(form, row, stored?.id, revision: revision, context) }
        let command = SetRule(draft: DraftMark(tariff, body), rule: stored?.id, cells: form.cells)
        let place = "#rule-\(Paths.part(form.cells[.code]))"
        do {
            return try await context.editDraft(tariff, body, at: place) { actor, tx in
                try command.run(by: actor, in: tx)
            }
        } catch let refused as RowRefusals {
            form.refuse(refused)
            return try await show(
                form, row, stored?.id, revision: revision, context, status: .unprocessableContent)
        }
    }

    private static func show(
        _ form: RuleForm, _ row: TariffRow, _ rule: ID<StoredRule>?, revision: String, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        guard row.state == "draft" else {
            return try await ShowTariff(context: context, id: row.id).run(
                status: .conflict, warning: Complaint("tariffs.no_draft"))
        }
        let (company, reader) = (context.company, context.reader)
        let choices = try await company.read { tx in try RuleChoiceList.all(company.names.names(tx), reader, tx) }
        return try context.show(
            RulePage(form, choices, of: row, rule: rule, revision: revision, context), status: status)
    }
}
