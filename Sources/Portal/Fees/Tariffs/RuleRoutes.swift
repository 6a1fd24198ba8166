import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The rules of a draft: added, changed, moved and taken out, one at a time.
package enum RuleRoutes: RoomRoutes {
    static let form = PageRoute<ID<TariffVersion>>("tariffs/:tariff/rules/new", for: .managersAndFinance)
    static let addition = FormRoute<ID<TariffVersion>>("tariffs/:tariff/rules", for: .managersAndFinance)
    static let one = PageRoute<ID<TariffVersion>, ID<StoredRule>>(
        "tariffs/:tariff/rules/:row", for: .managersAndFinance)
    static let change = FormRoute<ID<TariffVersion>, ID<StoredRule>>(
        "tariffs/:tariff/rules/:row", for: .managersAndFinance)
    static let move = FormRoute<ID<TariffVersion>, ID<StoredRule>>(
        "tariffs/:tariff/rules/:row/move", for: .managersAndFinance)
    static let removal = FormRoute<ID<TariffVersion>, ID<StoredRule>>(
        "tariffs/:tariff/rules/:row/removal", for: .managersAndFinance)

    package static var all: [Mounted] {
        [
            form.to { request, context, tariff in try await showNew(request, in: tariff, context) },
            addition.to { body, context, tariff in try await set(body, nil, in: tariff, context) },
            one.to { _, context, tariff, rule in
                let (row, stored) = try await find(rule, in: tariff, context)
                return try await show(RuleForm(stored.cells), row, stored.id, revision: row.revision, context)
            },
            change.to { body, context, tariff, rule in
                let (_, stored) = try await find(rule, in: tariff, context)
                return try await set(body, stored, in: tariff, context)
            },
            move.to { body, context, tariff, rule in
                let (_, stored) = try await find(rule, in: tariff, context)
                return try await put(stored, in: tariff, body, context)
            },
            removal.to { body, context, tariff, rule in
                let (_, stored) = try await find(rule, in: tariff, context)
                let command = RemoveRule(draft: try DraftMark(tariff, body), rule: stored.id)
                return try await context.editDraft(tariff, body) { deed in
                    try command.run(by: deed.actor, in: deed.tx)
                }
            },
        ]
    }

    /// The draft and its rule.
    private static func find(
        _ rule: ID<StoredRule>, in tariff: ID<TariffVersion>, _ context: CompanyContext
    ) async throws -> (TariffRow, TariffRuleStore.Stored) {
        try await context.company.read { tx in
            guard let row = try TariffStore.find(tariff, tx),
                let stored = try TariffRuleStore.find(rule, of: tariff, tx)
            else { throw Refusal.hidden }
            return (row, stored)
        }
    }

    /// An empty form, or one with the cells of the rule that is to be copied and no code.
    private static func showNew(
        _ request: Request, in tariff: ID<TariffVersion>, _ context: CompanyContext
    ) async throws -> Response {
        let like = request.asked.id("like", of: StoredRule.self)
        let (row, source) = try await context.company.read { tx in
            guard let row = try TariffStore.find(tariff, tx) else { throw Refusal.hidden }
            return (row, try like.flatMap { try TariffRuleStore.find($0, of: tariff, tx) })
        }
        var cells = source?.cells ?? RuleCells()
        cells[.code] = ""
        return try await show(RuleForm(cells), row, nil, revision: row.revision, context)
    }

    private static func set(
        _ body: FormBody, _ stored: TariffRuleStore.Stored?, in tariff: ID<TariffVersion>, _ context: CompanyContext
    ) async throws -> Response {
        guard let row = try await context.company.read({ try TariffStore.find(tariff, $0) }) else {
            throw Refusal.hidden
        }
        var form = RuleForm(body, over: stored?.cells ?? RuleCells())
        let mark = try DraftMark(tariff, body)
        if form.isOtherMethod { return try await show(form, row, stored?.id, revision: mark.revision, context) }
        let command = SetRule(draft: mark, rule: stored?.id, cells: form.cells)
        let place = "#rule-\(Paths.part(form.cells[.code]))"
        do {
            return try await context.editDraft(tariff, body, at: place) { deed in
                try command.run(by: deed.actor, in: deed.tx)
            }
        } catch let refused as RowRefusals {
            form.refuse(refused)
            return try await show(
                form, row, stored?.id, revision: mark.revision, context, status: .unprocessableContent)
        }
    }

    /// One place up or down, or to the number that was typed.
    private static func put(
        _ stored: TariffRuleStore.Stored, in tariff: ID<TariffVersion>, _ body: FormBody, _ context: CompanyContext
    ) async throws -> Response {
        let number = Int(Digits.ascii(body.text("place"))).map(MoveRule.Place.number)
        let places: [String: MoveRule.Place] = ["up": .up, "down": .down]
        guard let to = places[body.text("to")] ?? number else { throw Refusal.unreadable }
        let command = MoveRule(draft: try DraftMark(tariff, body), rule: stored.id, place: to)
        let place = "#rule-\(Paths.part(stored.cells[.code]))"
        return try await context.editDraft(tariff, body, at: place) { deed in try command.run(in: deed.tx) }
    }

    /// - Parameter revision: of the draft that is or was looked at.
    private static func show(
        _ form: RuleForm, _ row: TariffRow, _ rule: ID<StoredRule>?, revision: Int, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        guard row.state == .draft else {
            return try await ShowTariff(context: context, id: row.id).run(
                status: .conflict, warning: Complaint("tariffs.no_draft"))
        }
        let (company, reader) = (context.company, context.reader)
        let choices = try await company.read { tx in try RuleChoiceList.all(company.names.names(tx), reader, tx) }
        return try context.show(
            RulePage(form, choices, of: row, rule: rule, revision: revision, context), status: status)
    }
}
