import Domain
import Ground
import Web

/// A city's jobs beside the dealers as choices.
struct CityPage: Page {
    static let template = "dispatch/city"
    let titleKey = "dispatch.city.title"
    let titleValues: [String]
    let city: String
    let province: String
    let board: String
    let address: String
    let only: OnlyJob?
    let tabs: [Tab]
    let filter: Filter?
    let table: JobTable?
    let empty: EmptyNote?
    let pages: PageLinks?
    let taken: [TakenLine]
    let errors: FormErrors?
    let assigning: AssigningView?
    /// The dealers, for those who only look on.
    let dealers: ChoicesView?

    struct Tab: Sendable {
        let href: String
        let label: String
        let count: String
        let isCurrent: Bool
    }

    /// The product groups to choose from.
    struct Filter: Sendable {
        let tab: String
        let group: Field
    }

    struct OnlyJob: Sendable {
        let number: String
        let all: String
    }

    struct PageLinks: Sendable {
        let first: String?
        let next: String?

        /// nil where the first page is the only one.
        init?(_ pager: Pager) {
            guard pager.newer != nil || pager.older != nil else { return nil }
            (first, next) = (pager.newer, pager.older)
        }
    }

    struct TakenLine: Sendable {
        let href: String
        let number: String
        let badge: Badge
        let dealer: String?
    }

    init(_ facts: CityFacts, _ context: CompanyContext) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        let (query, id) = (facts.form.query, facts.city.id)
        let mayAssign = context.may(CityRoutes.assignments)
        city = reader.name(fa: facts.city.nameFa, en: facts.city.nameEn)
        province = reader.name(fa: facts.city.provinceFa, en: facts.city.provinceEn)
        titleValues = [city]
        board = paths(BoardRoutes.page)
        let address = paths(CityRoutes.one, id)
        self.address = address
        only = query.number.map { OnlyJob(number: $0, all: CityQuery(tab: query.tab).address(address)) }
        tabs = CityTab.allCases.map { tab in
            Tab(
                href: CityQuery(tab: tab).address(address), label: words("dispatch.tab.\(tab.rawValue)"),
                count: reader.number(facts.counts[tab] ?? 0), isCurrent: tab == query.tab)
        }
        filter = query.number == nil && facts.groupsOfTab.count > 1 ? Self.filter(facts, reader) : nil
        table = facts.rows.isEmpty ? nil : JobTable(facts, isChoosing: mayAssign, context)
        empty = facts.rows.isEmpty ? Self.empty(query.tab, words, paths) : nil
        pages = PageLinks(Pager(facts.slice, of: query, at: address))
        taken = facts.taken.map {
            TakenLine(
                href: paths(JobRoutes.one, $0.number), number: $0.number, badge: Badge($0.state, words),
                dealer: $0.dealer)
        }
        assigning = mayAssign && !facts.rows.isEmpty ? AssigningView(facts, context) : nil
        errors = assigning.flatMap { FormErrors($0.fields) }
        dealers = assigning == nil ? ChoicesView(facts, context) : nil
    }

    private static func filter(_ facts: CityFacts, _ reader: Reader) -> Filter {
        let group = Field(name: "group", label: reader.words("dispatch.group")).with { field in
            field.blank = reader.words("dispatch.group.all")
            field.options = facts.groupsOfTab.map { id in
                Field.Option(
                    value: id.description, label: facts.groups[id] ?? "", selected: id == facts.form.query.group)
            }
        }
        return Filter(tab: facts.form.query.tab.rawValue, group: group)
    }

    private static func empty(_ tab: CityTab, _ words: Words, _ paths: Paths) -> EmptyNote {
        EmptyNote(
            title: words("dispatch.city.empty.\(tab.rawValue)"), text: words("dispatch.city.empty.text"),
            action: .init(href: paths(BoardRoutes.page), label: words("dispatch.board.title")))
    }
}
