import Domain
import Ground
import Web

/// The inbox: contacts that wait for somebody, and all of them.
struct ContactListPage: Page {
    static let template = "contacts/list"
    let titleKey = "contacts.title"
    let action: String
    let tab: String
    let typed: String
    let segments: SegmentBar
    let kinds: Field
    let tabs: [Tab]
    let newContact: String?
    let figures: String?
    /// Over all of his companies; nil where this one keeps to itself, or he has no other.
    let joint: String?
    let files: [FileLink]
    let items: [ContactItem]
    let hasItems: Bool
    let pager: Pager?
    let empty: EmptyNote?

    init(
        _ slice: Slice<ContactLine, ID<Contact>>, _ counts: [ContactTab: Int], _ filter: ContactFilter,
        _ segments: SegmentBar, isJoint: Bool, _ context: CompanyContext
    ) {
        let (reader, paths, words) = (context.reader, context.paths, context.words)
        let list = paths(ContactRoutes.list)
        self.segments = segments
        (action, tab, typed) = (list, filter.tab.rawValue, filter.typed)
        kinds = Field(name: "kind", label: words("contacts.kind")).with {
            $0.blank = words("contacts.kind.any")
            $0.options = ContactKind.allCases.map {
                Field.Option(value: $0.rawValue, label: words.kind($0), selected: $0 == filter.kind)
            }
        }
        tabs = ContactTab.allCases.map { tab in
            Tab(
                href: filter.with { $0.tab = tab }.address(list), label: words("contacts.tab.\(tab.rawValue)"),
                count: reader.bounded(counts[tab] ?? 0), isCurrent: tab == filter.tab)
        }
        newContact = context.may(ContactRoutes.form) ? paths(ContactRoutes.form) : nil
        figures = context.pathIfAllowed(ContactRoutes.figures)
        joint = isJoint && context.visitor.places > 1 ? JointInboxRoutes.path : nil
        files =
            context.may(ContactRoutes.export) ? context.files(of: filter, at: paths(ContactRoutes.export)) : []
        items = slice.lines.map { ContactItem($0, context) }
        hasItems = !items.isEmpty
        pager = slice.next == nil ? nil : Pager(slice, of: filter, at: list)
        let isNarrowed = !filter.typed.isEmpty || filter.kind != nil
        empty =
            hasItems
            ? nil
            : isNarrowed
                ? EmptyNote(
                    title: words("contacts.none_found"), text: words("contacts.none_found_hint"),
                    action: .clear(list, words))
                : EmptyNote(
                    title: words("contacts.none.\(filter.tab.rawValue)"), text: words("contacts.none_hint"),
                    action: newContact.map { .init(href: $0, label: words("contacts.new")) })
    }
}

/// A contact in a list: on its page, and on a customer's or a dealer's.
struct ContactItem: Sendable {
    /// Where contacts of several stand together.
    let company: Badge?
    let href: String
    let number: String
    let kind: Badge
    let subject: String
    let party: String
    let phone: String?
    let way: String
    let state: Badge
    let overdue: Badge?
    let due: String?
    let owner: String
    let since: String

    init(_ line: ContactLine, _ context: CompanyContext, of company: Badge? = nil) {
        let (reader, words) = (context.reader, context.words)
        self.company = company
        href = context.paths(ContactRoutes.one, line.number)
        number = line.number
        kind = Badge(line.kind, words)
        subject = line.subject
        party = line.party.isEmpty ? words("contacts.unknown") : line.party
        phone = line.phone.isEmpty ? nil : reader.mobile(line.phone)
        way = words("contacts.way", words.direction(line.direction), words.channel(line.channel))
        state =
            line.state == .open && line.asked > 0
            ? Badge(kind: "accent", label: words("contacts.asked", reader.number(line.asked)))
            : Badge(line.state, words)
        overdue = Badge(overdue: line.due, today: context.today, words)
        due = line.due.map(reader.day)
        owner = line.owner
        since = reader.dateTime(line.madeAt)
    }
}

/// The list as a file.
enum ContactFile {
    static func sheet(_ filter: ContactFilter, _ context: CompanyContext) -> Sheet<ContactLine, ID<Contact>> {
        let (words, clock) = (context.words, context.company.clock)
        let (actor, today) = (context.actor, context.today)
        let columns: [SheetColumn<ContactLine>] = [
            .init(words("contacts.number")) { .text($0.number) },
            .init(words("contacts.at")) { .text(clock.dateTimeText($0.madeAt)) },
            .init(words("contacts.kind")) { .text(words.kind($0.kind)) },
            .init(words("contacts.direction")) { .text(words.direction($0.direction)) },
            .init(words("contacts.channel")) { .text(words.channel($0.channel)) },
            .init(words("contacts.party")) { .text($0.party) },
            .init(words("contacts.phone")) { .text(MobileNumber.local(stored: $0.phone)) },
            .init(words("contacts.subject")) { .text($0.subject) },
            .init(words("contacts.state")) { .text(words("contacts.state.\($0.state.rawValue)")) },
            .init(words("contacts.owner")) { .text($0.owner) },
            .init(day: words("contacts.due"), context) { $0.due },
        ]
        return Sheet("contacts", title: "contacts.title", columns: columns) { cursor, size, tx in
            try ContactList.slice(filter.at(cursor), of: actor, today: today, size: size, tx)
        }
    }
}
