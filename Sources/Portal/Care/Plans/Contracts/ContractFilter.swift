import Domain
import Ground

/// Which contracts are shown.
enum ContractTab: String, CaseIterable, Sendable {
    case running
    /// They end soon, and nothing follows them.
    case renewal
    case upcoming
    case ended
    case cancelled
    case all

    /// Whether they are still to end.
    var isOpen: Bool { self == .running || self == .renewal || self == .upcoming }
}

/// What the list of contracts is narrowed to, as it stands in the address.
struct ContractFilter: PagedFilter {
    static let paging = Paging(onward: "after", back: .toFirst)
    static let usualDays = 30
    private static let mostDays = 366
    var tab: ContractTab
    let typed: String
    /// Within so many days those of `renewal` end.
    let days: Int
    var cursor: Cursor<ContractKey>?

    init(_ asked: Asked) {
        typed = asked.text("q")
        // Whoever searches looks through all of them, unless he says where.
        tab = asked.word("tab") ?? (typed.isEmpty ? .running : .all)
        days = asked.number("days", in: 1...Self.mostDays) ?? Self.usualDays
        cursor = asked.cursor(Self.paging) { ContractKey($0) }
    }

    var fields: [Address.Field] { [("tab", tab.rawValue), ("q", typed), ("days", String(days))] }
}
