import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// Rules of warranties: one person writes a draft, another puts it into force.
package enum WarrantyRuleRoutes: RoomRoutes {
    package static let list = PlainPage(
        "warranty", for: .office, menu: .init("warranty", icon: "shield", order: 101))
    static let export = PlainPage("warranty/export", for: .office, watched: .export)
    static let form = PlainPage("warranty/new", for: .managers)
    static let commitment = PlainForm("warranty/commitment", for: .managers, watched: .configuration)
    static let addition = PlainForm("warranty", for: .managers, watched: .configuration)
    static let one = PageRoute<ID<WarrantyRule>>("warranty/:warranty", for: .office)
    static let changeForm = PageRoute<ID<WarrantyRule>>("warranty/:warranty/change", for: .managers)
    static let change = FormRoute<ID<WarrantyRule>>("warranty/:warranty", for: .managers, watched: .configuration)
    static let removal = FormRoute<ID<WarrantyRule>>("warranty/:warranty/removal", for: .managers)
    static let activation = FormRoute<ID<WarrantyRule>>(
        "warranty/:warranty/activation", for: .managers, watched: .configuration
    ).confirmed

    package static var all: [Mounted] {
        [
            list.to { _, context in try await showAll(nil, context) },
            commitment.to { body, context in try await setCommitment(body, context) },
            export.to { request, context in try await WarrantyRuleSheet.sheet(context).response(to: request, context) },
            form.to { request, context in try await showNew(request.asked, context) },
            addition.to { body, context in try await add(body, context) },
            one.to { _, context, id in try await show(id, context) },
            changeForm.to { _, context, id in try await showChange(id, context) },
            change.to { body, context, id in try await change(body, id, context) },
            removal.to { body, context, id in
                let revision = try body.version
                return try await decide(body, id, flash: "warranty.thrown_away", context) { deed in
                    try WarrantyRuleStore.throwAway(id, at: revision, by: deed.actor.person, deed.tx)
                }
            },
            activation.to { body, context, id in
                let revision = try body.version
                return try await decide(body, id, flash: "warranty.activated", context) { deed in
                    try WarrantyRuleStore.activate(id, at: revision, by: deed.actor, deed.tx)
                    try RunStore.hurry(WarrantyRuleStore.coverRun, in: deed.company, deed.tx)
                }
            },
        ]
    }

    private static func showAll(
        _ years: Input<Int>?, _ context: CompanyContext, status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let page = try await context.company.read { tx in
            let known = String(try CommitmentSetting.years(tx))
            return WarrantyRulesPage(
                try WarrantyRuleList.all(tx), years ?? Input(name: "years", typed: known, value: Int(known)),
                try HistoryCard.cards(ofSettings: [CommitmentSetting.event], context, tx), context)
        }
        return try context.show(page, status: status, warning: warning)
    }

    private static func setCommitment(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let typed = body.input("years", CellText.whole(CommitmentSetting.bounds))
        guard let years = typed.value else {
            return try await showAll(typed, context, status: .unprocessableContent)
        }
        return try await context.once(body, flash: "settings.saved", to: context.paths(list)) { deed in
            try CommitmentSetting.set(years, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await showAll(typed, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func groups(_ context: CompanyContext) async throws -> [GroupItem] {
        try await context.company.read { try ProductList.groups($0) }.filter { !$0.isRetired }
    }

    /// Filled in as the version is that it takes the place of, else with what is usual: a part that was fitted is good for
    /// six months.
    private static func showNew(_ asked: Asked, _ context: CompanyContext) async throws -> Response {
        let calendar = context.company.clock.calendar
        let source = asked.id("from", of: WarrantyRule.self)
        let code = asked.text("model")
        let item = try await context.company.read { tx in try source.map { try WarrantyRuleList.find($0, tx) } }
        let rule =
            item?.rule
            ?? CoverRule(soldFrom: nil, start: CoverStart(.sale), terms: [], partMonths: 6)
        var fields = WarrantyRuleForm.filled(rule, calendar)
        fields["sold_from"] = calendar.text(context.today)
        fields["model"] = item?.code ?? code
        fields["group"] = item?.scope.group?.description ?? ""
        if item == nil { for name in ["parts", "labour", "travel"] { fields[name] = "" } }
        let form = WarrantyRuleForm(FormBody(fields), calendar)
        return try context.show(
            WarrantyRuleFormPage(form, of: nil, groups: try await groups(context), isBlank: true, context))
    }

    private static func add(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let form = WarrantyRuleForm(body, context.company.clock.calendar)
        let groups = try await groups(context)
        guard let rule = form.rule, let model = form.model.value, let group = form.group.value,
            form.model.complaint == nil
        else {
            return try context.show(
                WarrantyRuleFormPage(form, of: nil, groups: groups, isBlank: false, context),
                status: .unprocessableContent)
        }
        let paths = context.paths
        return try await context.once(body, flash: "warranty.drafted") { deed in
            let scope = try WarrantyRuleList.scope(model, group, deed.tx)
            return paths(one, try WarrantyRuleStore.add(rule, for: scope, by: deed.actor.person, deed.tx))
        } orShow: { refused in
            let field = refused.error as? FieldRefusal
            return try context.show(
                WarrantyRuleFormPage(form, of: nil, groups: groups, isBlank: false, refusal: field, context),
                status: refused.status, warning: field == nil ? refused.complaint : nil)
        }
    }

    private static func find(_ id: ID<WarrantyRule>, _ context: CompanyContext) async throws -> WarrantyRuleItem {
        try await context.company.read { try WarrantyRuleList.find(id, $0) }
    }

    private static func showChange(_ id: ID<WarrantyRule>, _ context: CompanyContext) async throws -> Response {
        let item = try await find(id, context)
        let calendar = context.company.clock.calendar
        let form = WarrantyRuleForm(FormBody(WarrantyRuleForm.filled(item.rule, calendar)), calendar)
        return try context.show(WarrantyRuleFormPage(form, of: item, groups: [], isBlank: true, context))
    }

    private static func change(
        _ body: FormBody, _ id: ID<WarrantyRule>, _ context: CompanyContext
    ) async throws -> Response {
        let (item, revision) = (try await find(id, context), try body.version)
        let form = WarrantyRuleForm(body, context.company.clock.calendar)
        guard let rule = form.rule else {
            return try context.show(
                WarrantyRuleFormPage(form, of: item, groups: [], isBlank: false, context),
                status: .unprocessableContent)
        }
        return try await decide(body, id, flash: "warranty.changed", context) { deed in
            try WarrantyRuleStore.change(id, at: revision, to: rule, by: deed.actor.person, deed.tx)
        }
    }

    private static func decide(
        _ body: FormBody, _ id: ID<WarrantyRule>, flash: String, _ context: CompanyContext,
        _ work: @escaping @Sendable (Deed) throws -> Void
    ) async throws -> Response {
        try await context.once(body, flash: flash, to: context.paths(one, id)) { deed in
            try work(deed)
        } orShow: { refused in
            try await show(id, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func show(
        _ id: ID<WarrantyRule>, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let person = context.actor.person
        let page = try await context.company.read { tx in
            let item = try WarrantyRuleList.find(id, tx)
            let hasWorked = try item.madeBy == person || WarrantyRuleStore.hasHand(person, in: id, tx)
            return WarrantyRulePage(
                item, before: try WarrantyRuleList.before(item, tx), hasWorked: hasWorked, easing: try Easing.now(tx),
                history: try HistoryCard.card(of: item.scope.subject, context, tx), context)
        }
        return try context.show(page, status: status, warning: warning)
    }
}
