import Domain
import Ground
import Web

struct QualityPlansPage: Page {
    struct Item: Sendable {
        let href: String
        let name: String
        let badge: Badge?
        let what: String
        let count: String
        let since: String
    }

    static let template = "quality/plans"
    let titleKey = "quality.plans"
    let list: String
    let addition: String?
    let files: [FileLink]
    let items: [Item]
    let hasItems: Bool
    let empty: EmptyNote?

    init(_ plans: [QualityPlanRow], _ names: CommonNames, _ context: CompanyContext) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        list = paths(QualityRoutes.list)
        addition = context.pathIfAllowed(QualityPlanRoutes.form)
        files =
            context.may(QualityPlanRoutes.export)
            ? context.files(QualityPlanRoutes.export, at: paths(QualityPlanRoutes.export)) : []
        items = plans.map { plan in
            Item(
                href: paths(QualityPlanRoutes.one, plan.id), name: plan.facts.name,
                badge: plan.isRetired ? Badge(kind: "neutral", label: words("quality.retired")) : nil,
                what: plan.what(names, reader), count: reader.number(plan.facts.items.items.count),
                since: reader.day(of: plan.madeAt))
        }
        hasItems = !items.isEmpty
        empty =
            hasItems ? nil : EmptyNote(title: words("quality.plans.none"), text: words("quality.plans.none_hint"))
    }
}

/// One plan, as a form for those who write it and as a list for the others.
struct QualityPlanPage: Page {
    struct Line: Sendable {
        let number: String
        let kind: Field
        let texts: [Field]
        let numbers: [Field]
        let required: Field
    }

    struct Item: Sendable {
        let text: String
        let kind: String
        let limits: String
        let required: String
    }

    struct Retirement: Sendable {
        let action: String
        let label: String
        let isRetired: Bool
    }

    static let template = "quality/plan"
    /// Empty rows below those that are filled.
    private static let spare = 3
    let titleKey: String
    let titleValues: [String]
    let list: String
    let plans: String
    let action: String
    let version: String?
    let since: String?
    let errors: FormErrors?
    let name: Field
    let selects: [Field]
    let lines: [Line]
    /// Whether this person may change it.
    let isForm: Bool
    let items: [Item]
    let retirement: Retirement?
    let cards: PageCards

    /// - Parameter isTyped: the form comes back as somebody has sent it.
    init(
        _ form: QualityPlanForm, _ choices: TemplateChoices, _ row: QualityPlanRow?, isFresh: Bool = false,
        isTyped: Bool = true, cards: PageCards = PageCards([]), _ context: CompanyContext
    ) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        (titleKey, titleValues) =
            row.map { ("quality.plan_of", [$0.facts.name]) } ?? ("quality.plan_new", [])
        (list, plans) = (paths(QualityRoutes.list), paths(QualityPlanRoutes.list))
        action = row.map { paths(QualityPlanRoutes.change, $0.id) } ?? paths(QualityPlanRoutes.addition)
        version = row.map { String($0.version) }
        since = row.map { words("quality.since_by", reader.day(of: $0.madeAt), $0.maker.isolated) }
        isForm = context.may(QualityPlanRoutes.addition)
        let name = Field(form.name, label: "quality.name", for: reader).with {
            $0.required = true
            if isFresh { $0.error = nil }
        }
        self.name = name
        func select<Value>(_ input: Input<Value>, _ options: [(value: String, label: String)]) -> Field {
            Field(input, label: "quality.for.\(input.name)", for: reader).with {
                $0.blank = words("quality.any.\(input.name)")
                $0.options = options.map { .init(value: $0.value, label: $0.label, selected: $0.value == input.typed) }
            }
        }
        let selects = [
            select(form.service, choices.names.offeredServices.map { (value: $0.code, label: $0.names.shown(reader)) }),
            select(form.group, choices.groups.map { (value: $0.id.description, label: $0.names.shown(reader)) }),
            select(form.model, choices.models.map { (value: $0.id.description, label: $0.label) }),
        ]
        self.selects = selects
        let count = min(QualityItems.most, form.lines.count + Self.spare)
        let lines = (0..<count).map { index in
            Self.line(index + 1, form.lines.indices.contains(index) ? form.lines[index] : nil, reader)
        }
        self.lines = isForm ? lines : []
        let sentences = isTyped && !isFresh ? [form.complaint].compactMap { $0.map(reader.complaint) } : []
        errors = FormErrors([name] + selects + lines.flatMap(\.texts), beside: sentences)
        items =
            isForm
            ? []
            : (row?.facts.items.items ?? []).map { item in
                Item(
                    text: item.text(reader), kind: words("quality.kind.\(item.kind.rawValue)"),
                    limits: item.limits(reader) ?? "", required: item.isRequired ? words("quality.required.yes") : "")
            }
        retirement = row.flatMap { row in
            context.may(QualityPlanRoutes.retirement)
                ? Retirement(
                    action: paths(QualityPlanRoutes.retirement, row.id),
                    label: words(row.isRetired ? "quality.restore" : "quality.retire"), isRetired: row.isRetired) : nil
        }
        self.cards = cards
    }

    private static func line(_ place: Int, _ line: QualityPlanForm.Line?, _ reader: Reader) -> Line {
        let words = reader.words
        func field(_ name: String, _ value: String?) -> Field {
            Field(name: "\(name)_\(place)", label: words("quality.item.\(name)"), value: value ?? "")
        }
        func number(_ name: String, _ value: String?) -> Field {
            field(name, value.map(reader.digits)).with { ($0.direction, $0.inputMode) = ("ltr", "decimal") }
        }
        return Line(
            number: reader.number(place),
            kind: field("kind", nil).with {
                $0.options = QualityItemKind.allCases.map {
                    .init(
                        value: $0.rawValue, label: words("quality.kind.\($0.rawValue)"),
                        selected: $0.rawValue == line?.kind)
                }
            },
            texts: [
                field("fa", line?.fa).with { $0.error = line?.error.map(reader.complaint) },
                field("en", line?.en).with { $0.direction = "ltr" },
            ],
            numbers: [
                field("unit", line?.unit).with { $0.hint = words("quality.item.unit.hint") },
                number("least", line?.least), number("most", line?.most),
            ],
            required: field("required", nil).with {
                $0.options = [
                    .init(
                        value: "1", label: words("quality.required.yes"), selected: line?.isRequired ?? true)
                ]
            })
    }
}
