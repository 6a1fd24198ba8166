import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What dealers are ranked by, how long an offer waits for its answer, and how many are asked after it.
package enum DispatchSettingsRoutes: RoomRoutes {
    package static let page = PlainPage("settings/dispatch", for: .managers)
    static let change = PlainForm("settings/dispatch", for: .managers, watched: .configuration)
    static let blocks = PlainForm("settings/dispatch/blocks", for: .managers, watched: .configuration)
    static let end = PlainForm("settings/dispatch/end", for: .managers, watched: .configuration)

    package static var all: [Mounted] {
        [
            page.to { request, context in
                let asked = request.asked
                let scope = DispatchScope(
                    service: asked.filled("service"), group: asked.id("group"), city: asked.id("city"))
                return try await show({ facts in facts.form(for: scope) }, context)
            },
            change.to { form, context in try await change(form, context) },
            end.to { form, context in try await end(form, context) },
            blocks.to { form, context in try await setBlocks(form, context) },
        ]
    }

    private static func show(
        _ typed: (DispatchSettingsFacts) -> DispatchPolicyForm, blocks: BlockForm? = nil, _ context: CompanyContext,
        status: HTTPResponse.Status = .ok, warning: Complaint? = nil
    ) async throws -> Response {
        let facts = try await context.company.read { try DispatchSettingsFacts(context, $0) }
        let kinds = context.company.fittings[DispatchSlots.blocks]
        let limits = blocks ?? BlockForm(facts.blocks, kinds, context)
        let page = DispatchSettingsPage(typed(facts), limits, facts, context)
        return try context.show(page, status: status, warning: warning)
    }

    private static func choices(_ context: CompanyContext) async throws -> DispatchChoices {
        try await context.company.read { try DispatchSettingsFacts.choices(context, $0) }
    }

    private static func change(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let form = DispatchPolicyForm(body, try await choices(context))
        guard let scope = form.scope, case .success(let policy) = form.policy else {
            let complaint: Complaint? = if case .failure(let why) = form.policy { why } else { nil }
            return try await show({ _ in form }, context, status: .unprocessableContent, warning: complaint)
        }
        return try await context.once(body, flash: "settings.saved", to: context.paths(page)) { deed in
            _ = try DispatchPolicyStore.set(policy, for: scope, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show({ _ in form }, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func setBlocks(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        let kinds = context.company.fittings[DispatchSlots.blocks]
        let form = BlockForm(body, kinds)
        func back(_ status: HTTPResponse.Status, _ warning: Complaint? = nil) async throws -> Response {
            try await show(
                { facts in facts.form(for: .all) }, blocks: form, context, status: status, warning: warning)
        }
        guard let setting = form.setting else { return try await back(.unprocessableContent) }
        return try await context.once(body, flash: "settings.saved", to: context.paths(page)) { deed in
            try setting.set(kinds, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await back(refused.status, refused.complaint)
        }
    }

    private static func end(_ body: FormBody, _ context: CompanyContext) async throws -> Response {
        guard let scope = DispatchPolicyForm(body, try await choices(context)).scope, scope != .all else {
            throw Refusal.unreadable
        }
        return try await context.once(body, flash: "settings.saved", to: context.paths(page)) { deed in
            try DispatchPolicyStore.end(scope, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(
                { facts in facts.form(for: .all) }, context, status: refused.status, warning: refused.complaint)
        }
    }
}

struct DispatchSettingsFacts: Sendable {
    let policies: DispatchPolicies
    let choices: DispatchChoices
    let blocks: BlockSetting
    let cards: PageCards

    init(_ context: CompanyContext, _ tx: Transaction) throws {
        policies = try DispatchPolicyStore.inForce(tx)
        choices = try Self.choices(context, tx)
        blocks = try BlockSetting(tx)
        let card = try HistoryCard.card(
            of: EventSubject("setting"), only: ["dispatch_policy", "dispatch_blocks"], context, tx)
        cards = PageCards([card].compactMap(\.self))
    }

    static func choices(_ context: CompanyContext, _ tx: Transaction) throws -> DispatchChoices {
        DispatchChoices(
            names: try context.company.names.names(tx),
            groups: try StandingList.groupNames(tx).sorted { $0.key < $1.key }
                .map { (id: $0.key, names: BothNames(fa: $0.value.fa, en: $0.value.en)) })
    }

    /// What holds for such jobs, to be changed for them alone.
    func form(for scope: DispatchScope) -> DispatchPolicyForm {
        DispatchPolicyForm(policies[scope], for: scope, choices)
    }
}

struct DispatchSettingsPage: Page {
    static let template = "dispatch/settings"
    let titleKey = "settings.dispatch"
    let settings: String
    let action: String
    let errors: FormErrors?
    let scope: [Field]
    let weights: [Field]
    let numbers: [Field]
    let policies: [Line]
    /// What keeps work from dealers.
    let blocksAction: String
    let blockErrors: FormErrors?
    let blocks: [Field]
    let cards: PageCards

    struct Line: Sendable {
        let what: String
        let href: String
        let weights: String
        let answer: String
        let passes: String
        let end: End?
    }

    struct End: Sendable {
        let action: String
        let service: String
        let group: String
        let city: String
    }

    init(
        _ form: DispatchPolicyForm, _ limits: BlockForm, _ facts: DispatchSettingsFacts, _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        settings = "\(context.paths.home)/settings"
        action = context.paths(DispatchSettingsRoutes.change)
        scope = Self.scope(form, facts.choices, reader)
        func number(_ input: Input<Int>, _ label: String, unit: String, hint: String? = nil) -> Field {
            Field(input, label: label, for: reader).with {
                ($0.required, $0.direction, $0.inputMode) = (true, "ltr", "numeric")
                ($0.unit, $0.hint) = (words(unit), hint.map { words($0) })
            }
        }
        weights = zip(RankingPart.allCases, form.weights).map { part, input in
            number(input, "history.value.weight_\(part.rawValue)", unit: "dispatch.policy.points")
        }
        numbers = [
            number(
                form.answer, "history.value.answer_minutes", unit: "dispatch.policy.minutes",
                hint: "dispatch.policy.answer.hint"),
            number(
                form.passes, "history.value.passes", unit: "dispatch.policy.dealers",
                hint: "dispatch.policy.passes.hint"),
        ]
        errors = FormErrors(scope + weights + numbers)
        // The one for all first.
        let scoped = facts.policies.all.filter { $0.key != .all }.map { Self.line($0.key, $0.value, facts, context) }
        let general = facts.policies.all[.all].map { [Self.line(.all, $0, facts, context)] } ?? []
        policies = general + scoped.inPersianOrder { $0.what }
        blocksAction = context.paths(DispatchSettingsRoutes.blocks)
        blocks = limits.fields(reader)
        blockErrors = FormErrors(blocks)
        cards = facts.cards
    }

    private static func scope(_ form: DispatchPolicyForm, _ choices: DispatchChoices, _ reader: Reader) -> [Field] {
        func select<Value>(_ input: Input<Value>, _ options: [(value: String, label: String)]) -> Field {
            Field(input, label: "dispatch.policy.\(input.name)", for: reader).with {
                $0.blank = reader.words("dispatch.policy.any")
                $0.options = options.map { .init(value: $0.value, label: $0.label, selected: $0.value == input.typed) }
            }
        }
        let names = choices.names
        return [
            select(form.service, names.offeredServices.map { (value: $0.code, label: $0.names.shown(reader)) }),
            select(form.group, choices.groups.map { (value: $0.id.description, label: $0.names.shown(reader)) }),
            select(
                form.city,
                names.cities.map { (value: $0.id.description, label: $0.names.shown(reader)) }
                    .inPersianOrder(by: \.label)),
        ]
    }

    private static func line(
        _ scope: DispatchScope, _ policy: DispatchPolicy, _ facts: DispatchSettingsFacts, _ context: CompanyContext
    ) -> Line {
        let (reader, words) = (context.reader, context.words)
        let fields = [
            ("service", scope.service ?? ""), ("group", scope.group?.description ?? ""),
            ("city", scope.city?.description ?? ""),
        ]
        let parts = RankingPart.allCases.filter { policy.weights[$0] > 0 }.map {
            words(
                "dispatch.policy.weight", words("history.value.weight_\($0.rawValue)"),
                reader.number(policy.weights[$0]))
        }
        return Line(
            what: facts.choices.text(scope, reader),
            href: Address.of(context.paths(DispatchSettingsRoutes.page), fields),
            weights: parts.joined(separator: " · "),
            answer: policy.answerMinutes == 0
                ? words("dispatch.policy.never")
                : words("dispatch.policy.in_minutes", reader.number(policy.answerMinutes)),
            passes: reader.number(policy.passes),
            end: scope == .all
                ? nil
                : End(
                    action: context.paths(DispatchSettingsRoutes.end), service: fields[0].1, group: fields[1].1,
                    city: fields[2].1))
    }
}
