import Domain
import Ground
import Web

/// The groups of products, and a form for another.
struct GroupsPage: Page {
    struct Item: Sendable {
        let href: String
        let name: String
        let other: String
        let code: String
        let models: String
        let badge: Badge?
    }

    static let template = "products/groups"
    let titleKey = "products.groups"
    let list: String
    let files: [FileLink]
    let items: [Item]
    let hasItems: Bool
    let empty: EmptyNote?
    let action: String
    let fields: [Field]
    let errors: FormErrors?

    init(
        _ groups: [GroupItem], _ form: GroupForm?, refusal: FieldRefusal? = nil, _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        list = context.paths(ProductRoutes.list)
        files = context.files(ProductGroupRoutes.export, at: context.paths(ProductGroupRoutes.export))
        items = groups.map { group in
            let name = group.names.shown(reader)
            return Item(
                href: context.paths(ProductGroupRoutes.one, group.id), name: name,
                other: name == group.names.fa ? group.names.en : group.names.fa, code: group.code,
                models: reader.number(group.models), badge: Retirement.badge(group.isRetired, words))
        }
        hasItems = !items.isEmpty
        empty =
            items.isEmpty
            ? EmptyNote(title: words("products.groups.none"), text: words("products.groups.none_hint")) : nil
        action = context.paths(ProductGroupRoutes.addition)
        let fields = (form ?? GroupForm(FormBody())).fields(
            isNew: true, isBlank: form == nil, refusal: refusal, reader)
        (self.fields, errors) = (fields, FormErrors(fields))
    }
}

/// One group: its names, and what has become of it.
struct GroupPage: Page {
    static let template = "products/group"
    let titleKey = "products.group_title"
    let titleValues: [String]
    let list: String
    let groups: String
    /// What is asked about its machines when a job is taken down.
    let intake: String
    let badge: Badge?
    let facts: [Fact]
    let action: String
    let version: String
    let fields: [Field]
    let errors: FormErrors?
    let retirement: Retirement
    let cards: PageCards

    /// - Parameter form: one that was refused.
    init(
        _ group: GroupItem, _ form: GroupForm?, refusal: FieldRefusal? = nil, _ cards: PageCards,
        _ context: CompanyContext
    ) {
        let (reader, paths) = (context.reader, context.paths)
        titleValues = [group.names.shown(reader)]
        list = paths(ProductRoutes.list)
        groups = paths(ProductGroupRoutes.list)
        intake = paths(IntakeItemRoutes.list, group.id)
        badge = Retirement.badge(group.isRetired, reader.words)
        facts = [
            Fact(label: reader.words("products.group.code"), value: group.code, isLtr: true),
            Fact(label: reader.words("products.models"), value: reader.number(group.models)),
        ]
        action = paths(ProductGroupRoutes.change, group.id)
        version = String(group.version)
        let fields = (form ?? GroupForm(group)).fields(
            isNew: false, isBlank: form == nil, refusal: refusal, reader)
        (self.fields, errors) = (fields, FormErrors(fields))
        retirement = Retirement(
            paths(ProductGroupRoutes.retirement, group.id), version: group.version, isRetired: group.isRetired,
            of: "group", reader.words)
        self.cards = cards
    }
}
