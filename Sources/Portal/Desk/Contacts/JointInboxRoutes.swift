import Database
import Domain
import Ground
import Hummingbird
import Web

/// What waits for somebody in all of his companies that let it be seen together.
enum JointInboxRoutes: RoomRoutes {
    static let path = "\(Paths.login)/inbox"
    /// Whoever works in more looks at the rest there.
    private static let mostCompanies = 30

    static var all: [Mounted] {
        [
            OutsideRoute.get(path).signedIn.page { request, context, portal in
                try await show(request.asked, context, portal)
            }
        ]
    }

    private static func show(_ asked: Asked, _ context: SignedInContext, _ portal: Portal) async throws -> Response {
        let login = context.visitor.login
        let places = try await portal.companies.directory.read { try MembershipStore.companies(of: login, $0) }
        let filter = ContactFilter(asked)
        var inbox = JointInbox(tab: JointInbox.tabs.contains(filter.tab) ? filter.tab : .mine)
        for (index, place) in places.enumerated() {
            let company = place.company
            guard index < mostCompanies else {
                inbox.closed.append(company)
                continue
            }
            do {
                guard let inside = try await portal.glance(at: company, context, path: path) else {
                    inbox.closed.append(company)
                    continue
                }
                try await inbox.look(into: inside)
            } catch is DatabaseFault { inbox.closed.append(company) }
        }
        let reader = portal.reader(context.guest)
        return try portal.show(JointInboxPage(inbox, reader), context.guest) { shell in
            shell.menu = places.map {
                Shell.Link(
                    href: Paths($0.company.slug).home,
                    label: reader.name(fa: $0.company.nameFa, en: $0.company.nameEn), icon: "board")
            }
        }
    }
}

/// The contacts of several companies, each row of one.
struct JointInbox: Sendable {
    /// Those that ask for something to be done.
    static let tabs: [ContactTab] = [.mine, .unit, .asked, .overdue]

    /// What is shown of a contact; the company itself is let go, so that a page over many holds none of them open.
    struct Row: Sendable {
        let item: ContactItem
        let due: CalendarDay?
        let madeAt: Instant
        let isOverdue: Bool
    }

    let tab: ContactTab
    private(set) var rows: [Row] = []
    /// Those that have more than is shown.
    private(set) var more: [SubjectLink] = []
    /// How many let their contacts be seen here.
    private(set) var allowing = 0
    /// What is there cannot be shown now.
    var closed: [CompanyRow] = []

    init(tab: ContactTab) { self.tab = tab }

    /// A company that keeps to itself is not looked into.
    mutating func look(into inside: CompanyContext) async throws {
        guard inside.may(ContactRoutes.list) else { return }
        let (actor, today, tab) = (inside.actor, inside.today, tab)
        let slice: Slice<ContactLine, ID<Contact>>? = try await inside.company.read { tx in
            guard try JointInboxSetting.isOn(tx) else { return nil }
            return try ContactList.slice(ContactFilter(tab: tab), of: actor, today: today, tx)
        }
        guard let slice else { return }
        allowing += 1
        let name = inside.reader.name(fa: inside.company.nameFa, en: inside.company.nameEn)
        let badge = Badge(kind: "neutral", label: name)
        rows += slice.lines.map { line in
            Row(
                item: ContactItem(line, inside, of: badge), due: line.due, madeAt: line.madeAt,
                isOverdue: line.due.map { $0 < today } ?? false)
        }
        guard slice.next != nil else { return }
        let list = Address.of(inside.paths(ContactRoutes.list), [("tab", tab.rawValue)])
        more.append(SubjectLink(label: inside.words("contacts.joint.more", name), href: list))
    }

    /// What is late first, then by its day, then the newest.
    var sorted: [Row] {
        rows.sorted { first, second in
            if first.isOverdue != second.isOverdue { return first.isOverdue }
            if let day = first.due, let other = second.due, day != other { return day < other }
            if (first.due == nil) != (second.due == nil) { return first.due != nil }
            return first.madeAt > second.madeAt
        }
    }
}

struct JointInboxPage: Page {
    static let template = "contacts/joint"
    let titleKey = "contacts.joint"
    let tabs: [Tab]
    let items: [ContactItem]
    let hasItems: Bool
    let more: [SubjectLink]
    let closed: String?
    let empty: EmptyNote?

    init(_ inbox: JointInbox, _ reader: Reader) {
        let words = reader.words
        tabs = JointInbox.tabs.map { tab in
            // No number stands here: a sum over companies would be nobody's.
            Tab(
                href: Address.of(JointInboxRoutes.path, [("tab", tab.rawValue)]),
                label: words("contacts.tab.\(tab.rawValue)"), count: nil, isCurrent: tab == inbox.tab)
        }
        items = inbox.sorted.map(\.item)
        hasItems = !items.isEmpty
        more = inbox.more
        let names = inbox.closed.map { reader.name(fa: $0.nameFa, en: $0.nameEn) }
        closed = names.isEmpty ? nil : words("contacts.joint.closed", names.joined(separator: words("list.comma")))
        let none = inbox.allowing == 0 ? "contacts.joint.none" : "contacts.none.\(inbox.tab.rawValue)"
        empty =
            hasItems
            ? nil
            : EmptyNote(
                title: words(none),
                text: words(inbox.allowing == 0 ? "contacts.joint.none_hint" : "contacts.none_hint"), action: nil)
    }
}
