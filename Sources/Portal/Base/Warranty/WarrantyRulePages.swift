import Domain
import Ground
import Web

/// All versions of all rules, the newest first.
struct WarrantyRulesPage: Page {
    struct Item: Sendable {
        let href: String
        let scope: String
        let version: String
        let badge: Badge
        let from: String
        let terms: String
        let people: String
    }

    static let template = "warranty/list"
    let titleKey = "warranty.title"
    let items: [Item]
    let hasItems: Bool
    let files: [FileLink]
    let new: String?
    let empty: EmptyNote?
    let years: Field
    /// Where they are set; nil for those who may not.
    let commitment: String?
    let cards: PageCards

    init(
        _ items: [WarrantyRuleItem], _ years: Input<Int>, _ cards: PageCards, _ context: CompanyContext
    ) {
        let (reader, wording) = (context.reader, CoverWording(context.reader))
        self.items = items.map { item in
            Item(
                href: context.paths(WarrantyRuleRoutes.one, item.id), scope: item.called(reader),
                version: reader.number(item.version), badge: item.badge(reader),
                from: item.rule.soldFrom.map(reader.day) ?? "–",
                terms: item.rule.terms.map { "\(wording.subject($0.subject)): \(wording.months($0.months))" }
                    .joined(separator: reader.words("list.semicolon")),
                people: item.people(reader))
        }
        hasItems = !items.isEmpty
        self.years = Field(years, label: "warranty.commitment.years", for: reader).with {
            ($0.inputMode, $0.direction, $0.required) = ("numeric", "ltr", true)
        }
        commitment =
            context.may(WarrantyRuleRoutes.commitment) ? context.paths(WarrantyRuleRoutes.commitment) : nil
        self.cards = cards
        files = context.files(WarrantyRuleRoutes.export, at: context.paths(WarrantyRuleRoutes.export))
        new = context.pathIfAllowed(WarrantyRuleRoutes.form)
        empty =
            items.isEmpty
            ? EmptyNote(title: reader.words("warranty.none_yet"), text: reader.words("warranty.none_yet.hint")) : nil
    }
}

/// One version: what it promises, what differs from what held before, and who may put it into force.
struct WarrantyRulePage: Page {
    struct Activation: Sendable {
        let action: String
        let version: String
    }

    static let template = "warranty/rule"
    let titleKey = "warranty.page_title"
    let titleValues: [String]
    let list: String
    let badge: Badge
    let people: String
    let facts: [Fact]
    let changes: [String]
    let hasChanges: Bool
    let change: String?
    let copy: String?
    let removal: Activation?
    let activation: Activation?
    let mustBeAnother: Bool
    let eased: String?
    let cards: PageCards

    init(
        _ item: WarrantyRuleItem, before: CoverRule?, hasWorked: Bool, easing: Easing?, history: PageCard?,
        _ context: CompanyContext
    ) {
        let (reader, wording) = (context.reader, CoverWording(context.reader))
        titleValues = [item.called(reader), reader.number(item.version)]
        list = context.paths(WarrantyRuleRoutes.list)
        badge = item.badge(reader)
        people = item.people(reader)
        facts = wording.facts(item.rule).map { Fact(label: $0.name, value: $0.text) }
        changes = before.map { wording.changes(from: $0, to: item.rule) } ?? []
        hasChanges = !changes.isEmpty
        let isDraft = item.state == .draft
        let may = isDraft && context.may(WarrantyRuleRoutes.activation)
        change = isDraft ? context.pathIfAllowed(WarrantyRuleRoutes.changeForm, item.id) : nil
        copy = context.pathIfAllowed(WarrantyRuleRoutes.form).map { "\($0)?from=\(item.id)" }
        let version = String(item.revision)
        removal =
            may ? Activation(action: context.paths(WarrantyRuleRoutes.removal, item.id), version: version) : nil
        activation =
            may && (!hasWorked || easing != nil)
            ? Activation(action: context.paths(WarrantyRuleRoutes.activation, item.id), version: version) : nil
        mustBeAnother = may && hasWorked && easing == nil
        eased = may && hasWorked ? easing.map { reader.eased($0) } : nil
        cards = PageCards([history].compactMap(\.self))
    }
}

extension WarrantyRuleItem {
    func called(_ reader: Reader) -> String {
        code.map { reader.words("warranty.of_model", $0.isolatedLeftToRight) }
            ?? reader.words("warranty.of_group", group.shown(reader))
    }

    func badge(_ reader: Reader) -> Badge {
        let kind =
            switch state {
            case .draft: "info"
            case .active: "done"
            case .thrownAway: "neutral"
            }
        return Badge(kind: kind, label: reader.words("warranty.state.\(state.rawValue)"))
    }

    func people(_ reader: Reader) -> String {
        let made = reader.words("warranty.made_by", maker.isolated, reader.dateTime(madeAt))
        guard let activator, let activatedAt else { return made }
        let activated = reader.words("warranty.activated_by", activator.isolated, reader.dateTime(activatedAt))
        return made + reader.words("list.semicolon") + activated
    }
}
