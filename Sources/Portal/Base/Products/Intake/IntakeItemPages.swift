import Domain
import Ground
import Web

/// What the page is made of.
struct IntakeItemsLoad: Sendable {
    let items: [IntakeItemRow]
    let choices: IntakeItemChoices
    /// How many calls each question has ended without a job.
    let ended: IntakeEndStore.Counts
    /// How many helped themselves on the company's own pages.
    var helped = GuideDayStore.Count(today: 0, lately: 0)
}

/// What is asked about machines of a group when a job is taken down, and a form for more.
struct IntakeItemsPage: Page {
    struct Line: Sendable {
        let href: String
        let name: String
        let other: String
        let kind: String
        let detail: String
        let badge: Badge?
    }

    struct Part: Sendable {
        let title: String
        let lines: [Line]
    }

    /// Seconds of what is counted as lately: thirty days.
    static let lately: Int64 = 30 * 86_400
    static let template = "products/intake"
    let titleKey = "products.intake_title"
    let titleValues: [String]
    let list: String
    let group: String
    let groupName: String
    let parts: [Part]
    /// How many calls the guide has ended without a job; nil where it has ended none.
    let ended: String?
    /// The same of those who helped themselves on the company's own pages.
    let helped: String?
    let empty: EmptyNote?
    let action: String
    let fields: IntakeItemFields
    let cards: PageCards

    init(
        _ group: GroupItem, _ load: IntakeItemsLoad, _ form: IntakeItemForm?, refusal: FieldRefusal? = nil,
        _ cards: PageCards, _ context: CompanyContext
    ) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        groupName = group.names.shown(reader)
        titleValues = [groupName]
        (list, self.group) = (paths(ProductGroupRoutes.list), paths(ProductGroupRoutes.one, group.id))
        func part(_ name: String, _ kinds: (IntakeKind) -> Bool) -> Part {
            let items = load.items.filter { kinds($0.field.kind) }
            return Part(title: words("products.intake.\(name)"), lines: items.map { Line($0, load, context) })
        }
        parts = [
            part("faults") { $0 == .fault }, part("fields") { $0.isField }, part("questions") { $0 == .question },
            part("rules") { $0 == .rule },
        ].filter { !$0.lines.isEmpty }
        let sum = load.ended.sum
        ended =
            sum.all == 0
            ? nil : words("products.guide.ended", reader.number(sum.lately), reader.number(sum.all))
        helped = load.helped.lately == 0 ? nil : words("products.guide.helped", reader.number(load.helped.lately))
        empty =
            load.items.isEmpty
            ? EmptyNote(title: words("products.intake.none"), text: words("products.intake.none_hint")) : nil
        action = paths(IntakeItemRoutes.addition, group.id)
        fields = IntakeItemFields(
            form ?? IntakeItemForm(FormBody(), among: load.choices), among: load.choices, known: nil,
            isBlank: form == nil, refusal: refusal, reader)
        self.cards = cards
    }
}

extension IntakeItemsPage.Line {
    fileprivate init(_ item: IntakeItemRow, _ load: IntakeItemsLoad, _ context: CompanyContext) {
        let (reader, words) = (context.reader, context.words)
        let name = item.names.shown(reader)
        href = context.paths(IntakeItemRoutes.one, item.group, item.id)
        (self.name, other) = (name, name == item.names.fa ? item.names.en : item.names.fa)
        kind = words("products.intake.kind.\(item.field.kind.rawValue)")
        let required = item.field.isRequired ? [words("products.intake.required")] : []
        let service = item.guide.service.flatMap { code in load.choices.services.first { $0.code == code } }
        let fault = load.items.first { $0.id == item.guide.fault }
        let shown = [service?.names, fault?.names].compactMap { $0?.shown(reader) }
        let ended = load.ended.questions[item.id].map { words("products.intake.ended", reader.number($0.all)) }
        detail = (required + item.field.choices + shown + [ended].compactMap(\.self))
            .joined(separator: words("list.comma"))
        badge = Retirement.badge(item.isRetired, words)
    }
}

/// One of them.
struct IntakeItemPage: Page {
    static let template = "products/intake_item"
    let titleKey = "products.intake_item_title"
    let titleValues: [String]
    let list: String
    let group: String
    let groupName: String
    let all: String
    let badge: Badge?
    let kind: String
    let action: String
    let version: String
    let fields: IntakeItemFields
    /// Of a question.
    let answers: IntakeAnswersView?
    let retirement: Retirement

    /// - Parameter form: one that was refused.
    init(
        _ group: GroupItem, _ item: IntakeItemRow, among choices: IntakeItemChoices, _ form: IntakeItemForm?,
        refusal: FieldRefusal? = nil, _ answers: IntakeAnswersView?, _ context: CompanyContext
    ) {
        let (reader, paths) = (context.reader, context.paths)
        self.answers = answers
        titleValues = [item.names.shown(reader).isolated]
        (list, self.group) = (paths(ProductGroupRoutes.list), paths(ProductGroupRoutes.one, group.id))
        groupName = group.names.shown(reader)
        all = paths(IntakeItemRoutes.list, group.id)
        badge = Retirement.badge(item.isRetired, reader.words)
        kind = reader.words("products.intake.kind.\(item.field.kind.rawValue)")
        action = paths(IntakeItemRoutes.change, group.id, item.id)
        version = String(item.version)
        fields = IntakeItemFields(
            form ?? IntakeItemForm(item, among: choices), among: choices, known: item.field.kind, isBlank: form == nil,
            refusal: refusal, reader)
        retirement = Retirement(
            paths(IntakeItemRoutes.retirement, group.id, item.id), version: item.version, isRetired: item.isRetired,
            of: "intake", reader.words)
    }
}
