import Database
import Domain
import Ground

/// Whose contacts are shown.
enum ContactTab: String, CaseIterable, Sendable {
    /// He keeps it, or is asked.
    case mine
    /// One of his units is asked.
    case unit
    /// He has asked somebody who has not answered.
    case asked
    /// Its day, or that of somebody who is asked, is over.
    case overdue
    case open
    case all
}

/// What the list of contacts is narrowed to, as it stands in the address.
struct ContactFilter: PagedFilter {
    static let paging = Paging(onward: "before", back: .never)
    /// More would find no more.
    private static let mostWords = 6
    var tab: ContactTab
    let kind: ContactKind?
    let typed: String
    var cursor: Cursor<ID<Contact>>?

    init(_ asked: Asked) {
        let typed = asked.text("q")
        // Whoever searches looks through all of them, unless he says where.
        tab = asked.word("tab") ?? (typed.isEmpty ? .mine : .all)
        kind = asked.word("kind")
        self.typed = typed
        cursor = asked.cursor(Self.paging) { ID($0) }
    }

    init(tab: ContactTab) { (self.tab, kind, typed) = (tab, nil, "") }

    var fields: [Address.Field] { [("tab", tab.rawValue), ("kind", kind?.rawValue ?? ""), ("q", typed)] }

    /// A number however it is written, else each word by its beginning.
    var words: [String] {
        if typed.contains(where: \.isNumber), let caller = try? CallerNumber(typed) {
            return [MobileNumber.local(stored: caller.number)]
        }
        return SearchText.key(typed).split(separator: " ").prefix(Self.mostWords).map { ContactWords.asked(String($0)) }
    }
}
