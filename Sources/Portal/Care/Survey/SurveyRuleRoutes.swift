import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// The rules that choose jobs.
package enum SurveyRuleRoutes: RoomRoutes {
    static let readers = Set<Role>.managers.union([.auditor])
    static let list = PlainPage("surveys/rules", for: readers)
    static let export = PlainPage("surveys/rules/export", for: readers, watched: .export)
    static let form = PlainPage("surveys/rules/new", for: .managers)
    static let addition = PlainForm("surveys/rules", for: .managers)
    static let one = PageRoute<ID<SurveyRule>>("surveys/rules/:choosing", for: readers)
    static let change = FormRoute<ID<SurveyRule>>("surveys/rules/:choosing", for: .managers)
    static let retirement = FormRoute<ID<SurveyRule>>("surveys/rules/:choosing/retirement", for: .managers)

    package static var all: [Mounted] {
        [
            list.to { _, context in
                let (rules, choices) = try await context.company.read { tx in
                    (try SurveyRuleStore.all(tx), try SurveyList.choices(context.company.names.names(tx), tx))
                }
                return try context.show(SurveyRulesPage(rules, choices, context))
            },
            export.to { request, context in try await SurveyRuleSheet.sheet(context).response(to: request, context) },
            form.to { _, context in
                let choices = try await choices(context)
                return try context.show(
                    SurveyRulePage(
                        SurveyRuleForm(FormBody(["share": "20", "least": "10"]), choices), choices, nil, isFresh: true,
                        context))
            },
            addition.to { form, context in try await add(form, context) },
            one.to { _, context, id in try await show(id, nil, context) },
            change.to { form, context, id in try await change(form, id, context) },
            retirement.to { form, context, id in try await retire(form, id, context) },
        ]
    }

    private static func choices(_ context: CompanyContext) async throws -> SurveyList.Choices {
        try await context.company.read { try SurveyList.choices(context.company.names.names($0), $0) }
    }

    private static func add(_ form: FormBody, _ context: CompanyContext) async throws -> Response {
        let choices = try await choices(context)
        let typed = SurveyRuleForm(form, choices)
        guard let facts = typed.facts else {
            return try context.show(SurveyRulePage(typed, choices, nil, context), status: .unprocessableContent)
        }
        return try await context.once(form, flash: "surveys.rule_added", to: context.paths(list)) { deed in
            try SurveyRuleStore.add(facts, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try context.show(
                SurveyRulePage(typed, choices, nil, context), status: refused.status, warning: refused.complaint)
        }
    }

    private static func show(
        _ id: ID<SurveyRule>, _ typed: SurveyRuleForm?, _ context: CompanyContext, status: HTTPResponse.Status = .ok,
        warning: Complaint? = nil
    ) async throws -> Response {
        let choices = try await choices(context)
        let (row, card) = try await context.company.read { tx in
            (try SurveyRuleStore.find(id, tx), try HistoryCard.card(of: .surveyRule(id), context, tx))
        }
        return try context.show(
            SurveyRulePage(
                typed ?? SurveyRuleForm(row.facts, choices), choices, row, cards: PageCards([card].compactMap(\.self)),
                context), status: status, warning: warning)
    }

    private static func change(
        _ form: FormBody, _ id: ID<SurveyRule>, _ context: CompanyContext
    ) async throws -> Response {
        let (typed, version) = (SurveyRuleForm(form, try await choices(context)), try form.version)
        guard let facts = typed.facts else { return try await show(id, typed, context, status: .unprocessableContent) }
        return try await context.once(form, flash: "surveys.rule_changed", to: context.paths(one, id)) { deed in
            try SurveyRuleStore.change(id, at: version, to: facts, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(id, typed, context, status: refused.status, warning: refused.complaint)
        }
    }

    private static func retire(
        _ form: FormBody, _ id: ID<SurveyRule>, _ context: CompanyContext
    ) async throws -> Response {
        let (isRetired, version) = (form.isChecked("retired"), try form.version)
        let flash = isRetired ? "surveys.rule_retired" : "surveys.rule_restored"
        return try await context.once(form, flash: flash, to: context.paths(one, id)) { deed in
            try SurveyRuleStore.setRetired(isRetired, id, at: version, by: deed.actor.person, deed.tx)
        } orShow: { refused in
            try await show(id, nil, context, status: refused.status, warning: refused.complaint)
        }
    }
}

struct SurveyRulesPage: Page {
    static let template = "surveys/rules"
    let titleKey = "surveys.rules"
    let list: String
    let addition: String?
    let files: [FileLink]
    let items: [Item]
    let hasItems: Bool
    let empty: EmptyNote?

    struct Item: Sendable {
        let href: String
        let name: String
        let badge: Badge?
        let what: String
        let share: String
        let least: String
    }

    init(_ rules: [SurveyRuleRow], _ choices: SurveyList.Choices, _ context: CompanyContext) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        list = paths(SurveyRoutes.list)
        addition = context.pathIfAllowed(SurveyRuleRoutes.form)
        files = context.files(SurveyRuleRoutes.export, at: paths(SurveyRuleRoutes.export))
        items = rules.map { rule in
            return Item(
                href: paths(SurveyRuleRoutes.one, rule.id), name: rule.facts.name,
                badge: rule.isRetired ? Badge(kind: "neutral", label: words("surveys.retired")) : nil,
                what: rule.what(choices.names, reader),
                share: words("surveys.percent", reader.number(rule.facts.sample.share)),
                least: reader.number(rule.facts.sample.least))
        }
        hasItems = !items.isEmpty
        empty = hasItems ? nil : EmptyNote(title: words("surveys.rules.none"), text: words("surveys.rules.none_hint"))
    }
}

struct SurveyRulePage: Page {
    static let template = "surveys/rule"
    let titleKey: String
    let titleValues: [String]
    let list: String
    let rules: String
    let action: String
    let version: String?
    let errors: FormErrors?
    let name: Field
    let selects: [Field]
    let numbers: [Field]
    let complaint: Field
    /// Whether this person may change it.
    let isForm: Bool
    let retirement: Retirement?
    let cards: PageCards

    struct Retirement: Sendable {
        let action: String
        let label: String
        let isRetired: Bool
    }

    init(
        _ form: SurveyRuleForm, _ choices: SurveyList.Choices, _ row: SurveyRuleRow?, isFresh: Bool = false,
        cards: PageCards = PageCards([]), _ context: CompanyContext
    ) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        (titleKey, titleValues) = (
            row == nil ? "surveys.rule_new" : "surveys.rule_of", [row?.facts.name].compactMap(\.self)
        )
        (list, rules) = (paths(SurveyRoutes.list), paths(SurveyRuleRoutes.list))
        action = row.map { paths(SurveyRuleRoutes.change, $0.id) } ?? paths(SurveyRuleRoutes.addition)
        version = row.map { String($0.version) }
        name = Field(form.name, label: "surveys.name", for: reader).with {
            $0.required = true
            if isFresh { $0.error = nil }
        }
        func select<Value>(_ input: Input<Value>, _ options: [(value: String, label: String)]) -> Field {
            Field(input, label: "surveys.\(input.name)", for: reader).with {
                $0.blank = words("surveys.any.\(input.name)")
                $0.options = options.map { .init(value: $0.value, label: $0.label, selected: $0.value == input.typed) }
            }
        }
        selects = [
            select(form.service, choices.names.services.map { (value: $0.code, label: $0.names.shown(reader)) }),
            select(form.group, choices.groups.map { (value: $0.id.description, label: $0.names.shown(reader)) }),
            select(
                form.city,
                choices.names.cities.map { (value: $0.id.description, label: $0.names.shown(reader)) }
                    .inPersianOrder(by: \.label)),
            select(form.dealer, choices.dealers.map { (value: $0.id.description, label: $0.name) }),
            select(form.grade, DealerRules.grades.map { (value: $0, label: words("dealers.grade.\($0)")) }),
        ]
        complaint = Field(name: "after_complaint", label: words("surveys.complained")).with {
            $0.options = [
                .init(value: "1", label: words("surveys.complained.yes"), selected: form.isAfterComplaint)
            ]
            $0.hint = words("surveys.complained.hint")
        }
        func number(_ input: Input<Int>, _ unit: String) -> Field {
            Field(input, label: "surveys.\(input.name)", for: reader).with {
                ($0.required, $0.direction, $0.inputMode) = (true, "ltr", "numeric")
                ($0.unit, $0.hint) = (words(unit), words("surveys.\(input.name).hint"))
            }
        }
        numbers = [
            number(form.firstJobs, "surveys.unit.jobs").with { $0.required = false },
            number(form.share, "surveys.unit.percent"), number(form.least, "surveys.unit.jobs"),
        ]
        errors = FormErrors([name] + selects + numbers)
        isForm = context.may(SurveyRuleRoutes.addition)
        retirement =
            context.may(SurveyRuleRoutes.retirement)
            ? row.map {
                Retirement(
                    action: paths(SurveyRuleRoutes.retirement, $0.id),
                    label: words($0.isRetired ? "surveys.restore" : "surveys.retire"), isRetired: $0.isRetired)
            } : nil
        self.cards = cards
    }
}
