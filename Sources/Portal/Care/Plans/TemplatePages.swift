import Domain
import Ground
import Web

/// The templates of the company.
struct TemplatesPage: Page {
    struct Item: Sendable {
        let href: String
        let name: String
        let target: String
        let service: String
        let steps: String
        let open: String
        let done: String
        let badge: Badge?
    }

    static let template = "plans/templates"
    let titleKey = "plans.templates"
    let list: String
    let addition: String?
    let files: [FileLink]
    let items: [Item]
    let hasItems: Bool
    let empty: EmptyNote?

    init(
        _ templates: [TemplateRow], _ counts: [ID<PlanTemplate>: [PlanState: Int]], _ names: CommonNames,
        _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        list = context.paths(ServiceRoutes.list)
        addition = context.pathIfAllowed(TemplateRoutes.form)
        files = context.files(TemplateRoutes.export, at: context.paths(TemplateRoutes.export))
        items = templates.map { template in
            let count = counts[template.id] ?? [:]
            return Item(
                href: context.paths(TemplateRoutes.one, template.id), name: template.facts.name,
                target: template.targetNames.shown(reader), service: names.service(template.facts.serviceType, reader),
                steps: template.facts.rule.shortly(reader), open: reader.number(PlanState.open(of: count)),
                done: reader.number(count[.done] ?? 0),
                badge: template.isRetired ? Badge(kind: "neutral", label: words("plans.retired")) : nil)
        }
        hasItems = !items.isEmpty
        empty =
            hasItems
            ? nil
            : EmptyNote(
                title: words("plans.templates.none"), text: words("plans.templates.none_hint"),
                action: addition.map { .init(href: $0, label: words("plans.template.new")) })
    }
}

/// The form of a template, with the services that it would give.
struct TemplatePage: Page {
    struct Step: Sendable {
        let number: String
        let months: Field
        let pay: Field
        let checkList: Field
        let kit: Field
    }

    struct Planned: Sendable {
        let number: String
        let day: String
        let weekday: String
        let window: String
        let pay: String
    }

    struct Retirement: Sendable {
        let action: String
        let isRetired: Bool
        let text: String
        let label: String
    }

    static let template = "plans/template"
    let titleKey: String
    let titleValues: [String]
    let list: String
    let templates: String
    let action: String
    /// Whether the reader may change it.
    let isForm: Bool
    let badge: Badge?
    let version: String?
    let errors: FormErrors?
    let name: Field
    let selects: [Field]
    let numbers: [Field]
    let steps: [Step]
    let again: Field
    let usual: Field
    let base: Field
    let planned: [Planned]
    let hasPlanned: Bool
    let retirement: Retirement?
    let cards: PageCards

    init(
        _ form: TemplateForm, _ choices: TemplateChoices, _ row: TemplateRow?, _ preview: [PlannedService],
        isBlank: Bool, _ cards: PageCards, _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        let fields = TemplateFields(form, choices, isBlank: isBlank, reader)
        (titleKey, titleValues) = row.map { ("plans.template_title", [$0.facts.name]) } ?? ("plans.template.new", [])
        (list, templates) = (context.paths(ServiceRoutes.list), context.paths(TemplateRoutes.list))
        action = row.map { context.paths(TemplateRoutes.change, $0.id) } ?? context.paths(TemplateRoutes.addition)
        isForm = context.may(TemplateRoutes.addition)
        badge = row?.isRetired == true ? Badge(kind: "neutral", label: words("plans.retired")) : nil
        version = row.map { String($0.version) }
        (name, selects, numbers) = (fields.name, fields.selects, fields.numbers)
        (steps, again, usual, base) = (fields.steps, fields.again, fields.usual, fields.base)
        var sentences: [String] = []
        if !isBlank, case .failure(let complaint) = form.rule { sentences = [reader.complaint(complaint)] }
        errors = FormErrors(
            [name] + selects + numbers + [again, usual, base] + steps.flatMap { [$0.months, $0.kit] }, beside: sentences
        )
        planned = preview.map { service in
            Planned(
                number: reader.number(service.number), day: reader.day(service.day),
                weekday: reader.weekday(service.day),
                window: words(
                    "plans.from_to", reader.day(service.window.lowerBound), reader.day(service.window.upperBound)),
                pay: words.pay(isFree: service.isFree))
        }
        hasPlanned = !planned.isEmpty
        retirement = row.flatMap { row in
            context.may(TemplateRoutes.retirement)
                ? Retirement(
                    action: context.paths(TemplateRoutes.retirement, row.id), isRetired: row.isRetired,
                    text: words(row.isRetired ? "plans.restore.text" : "plans.retire.text"),
                    label: words(row.isRetired ? "plans.restore" : "plans.retire")) : nil
        }
        self.cards = cards
    }
}

/// The fields of a template's form.
private struct TemplateFields {
    let name: Field
    let selects: [Field]
    let numbers: [Field]
    let steps: [TemplatePage.Step]
    let again: Field
    let usual: Field
    let base: Field

    /// - Parameter isBlank: nothing was sent, so nothing is wrong yet.
    init(_ form: TemplateForm, _ choices: TemplateChoices, isBlank: Bool, _ reader: Reader) {
        let words = reader.words
        func field<Value>(_ input: Input<Value>, _ label: String) -> Field {
            Field(input, label: label, for: reader).with { if isBlank { $0.error = nil } }
        }
        func number(_ input: Input<Int>, _ label: String, unit: String) -> Field {
            field(input, label).with {
                ($0.direction, $0.inputMode, $0.unit) = ("ltr", "numeric", words(unit))
                if $0.value.isEmpty, let value = input.value { $0.value = String(value) }
            }
        }
        let counted = "plans.unit.\(form.count?.rawValue ?? "months")"
        name = field(form.name, "plans.name").with { $0.required = true }
        selects = Self.selects(
            form, choices, field(form.target, "plans.for"), field(form.service, "plans.service_type"), reader)
        numbers = [
            number(form.early, "plans.early", unit: "plans.unit.days"),
            number(form.late, "plans.late_days", unit: "plans.unit.days"),
        ]
        steps = form.rows.enumerated().map { index, row in
            TemplatePage.Step(
                number: reader.number(index + 1),
                months: number(row.months, "plans.months", unit: counted),
                pay: Field(name: "pay_\(index + 1)", label: words("plans.pay")).with {
                    $0.options = [true, false].map {
                        .init(value: $0 ? "free" : "paid", label: words.pay(isFree: $0), selected: row.isFree == $0)
                    }
                },
                checkList: field(row.checkList, "plans.check_list").with { $0.hint = words("plans.check_list.hint") },
                kit: field(row.kit, "plans.kit").with { $0.hint = words("plans.kit.hint") })
        }
        again = number(form.again, "plans.again", unit: counted).with { $0.hint = words("plans.again.hint") }
        usual = number(form.usual, "plans.usual", unit: counted).with { $0.hint = words("plans.usual.hint") }
        base = field(form.base, "plans.preview.base").with {
            if $0.value.isEmpty, let day = form.base.value { $0.value = reader.day(day) }
        }.asDay()
    }

    private static func selects(
        _ form: TemplateForm, _ choices: TemplateChoices, _ target: Field, _ service: Field, _ reader: Reader
    ) -> [Field] {
        let words = reader.words
        func option(_ value: String, _ label: String, _ chosen: String) -> Field.Option {
            .init(value: value, label: label, selected: value == chosen)
        }
        let targets =
            choices.groups.map {
                (text: PlanTarget.group($0.id).text, label: words("plans.for.group", $0.names.shown(reader)))
            } + choices.models.map { (text: PlanTarget.model($0.id).text, label: $0.label) }
        let days: [PlanDay] = [.same, .last] + (1...31).map { .exact($0) }
        return [
            target.with {
                ($0.required, $0.blank) = (true, words("form.blank"))
                $0.options = targets.map { option($0.text, $0.label, form.target.typed) }
            },
            service.with {
                $0.options = choices.names.offeredServices.map {
                    option($0.code, $0.names.shown(reader), form.service.value ?? "")
                }
            },
            Field(name: "count", label: words("plans.count")).with {
                $0.blank = words("plans.count.months")
                $0.options = UsageKind.allCases.map {
                    option($0.rawValue, words("plans.count.\($0.rawValue)"), form.count?.rawValue ?? "")
                }
                $0.hint = words("plans.count.hint")
            },
            Field(name: "basis", label: words("plans.basis")).with {
                $0.options = PlanBasis.allCases.map {
                    option($0.rawValue, words("plans.basis.\($0.rawValue)"), form.basis.rawValue)
                }
            },
            Field(name: "day", label: words("plans.month_day")).with {
                $0.options = days.map { option(String($0.code), words.day($0, reader), String(form.day.code)) }
            },
            Field(name: "closed", label: words("plans.closed")).with {
                $0.options = ClosedDays.allCases.map {
                    option($0.rawValue, words("plans.closed.\($0.rawValue)"), form.closed.rawValue)
                }
            },
        ]
    }
}
