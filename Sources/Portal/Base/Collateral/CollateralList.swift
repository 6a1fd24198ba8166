import Database
import Domain
import Ground
import Web

/// A security with its dealer, as pages show it.
struct CollateralItem: Sendable {
    let id: ID<Collateral>
    let dealer: String
    let dealerName: String
    let kind: Collateral.Kind
    let amount: Int64
    let number: String
    let issuer: String
    let due: CalendarDay?
    let place: String
    let state: Collateral.State
    let taker: String
    let takenAt: Instant
    let ender: String?
    let endedAt: Instant?
    let reason: String
    let version: Int

    fileprivate init(_ row: Row) throws {
        id = try row("id")
        dealer = try row("code")
        dealerName = try row("dealer")
        kind = try row("kind")
        amount = try row("amount")
        number = try row("number")
        issuer = try row("issuer")
        due = try row.optional("due_on")
        place = try row("place")
        state = try row("state")
        taker = try row("taker")
        takenAt = try row("taken_at")
        ender = try row.optional("ender")
        endedAt = try row.optional("ended_at")
        reason = try row("end_reason")
        version = try row("version")
    }

    /// Whether it is held though its day is over.
    func isOver(on today: CalendarDay) -> Bool { state == .held && due.map { $0 < today } ?? false }
}

enum CollateralList {
    static let pageSize = 50
    private static let shownOfDealer = 20

    /// The newest first.
    static func slice(
        _ filter: CollateralFilter, size: Int = pageSize, today: CalendarDay, _ tx: Transaction
    ) throws -> Slice<CollateralItem, ID<Collateral>> {
        try Slice(filter.cursor, size: size, key: { $0.id }) { limit in
            try items(
                """
                \(condition(filter, today)) AND c.id < \(filter.cursor?.key.value ?? Int64.max)
                ORDER BY c.id DESC LIMIT \(literal: limit)
                """, tx)
        }
    }

    /// What is held of a dealer, and what was, the newest first.
    static func all(of dealer: ID<Dealer>, _ tx: Transaction) throws -> [CollateralItem] {
        try items("c.dealer_id = \(dealer) ORDER BY c.id DESC LIMIT \(literal: shownOfDealer)", tx)
    }

    /// - Throws: `Refusal.hidden` where there is none.
    static func find(_ id: ID<Collateral>, _ tx: Transaction) throws -> CollateralItem {
        guard let item = try items("c.id = \(id)", tx).first else { throw Refusal.hidden }
        return item
    }

    /// How much all of it is worth that the filter leaves, in minor units.
    static func sum(_ filter: CollateralFilter, today: CalendarDay, _ tx: Transaction) throws -> Int64 {
        try tx.value("SELECT coalesce(sum(c.amount), 0) FROM collateral c WHERE \(condition(filter, today))") ?? 0
    }

    private static func condition(_ filter: CollateralFilter, _ today: CalendarDay) -> SQL {
        filter.isDueSoon
            ? "c.state = 'held' AND c.due_on <= \(today.adding(days: CollateralFilter.soon))"
            : "c.state = \(filter.state)"
    }

    private static func items(_ condition: SQL, _ tx: Transaction) throws -> [CollateralItem] {
        try tx.rows(
            """
            SELECT c.id, d.code, d.name AS dealer, c.kind, c.amount, c.number, c.issuer, c.due_on, c.place, c.state,
                   t.name AS taker, c.taken_at, e.name AS ender, c.ended_at, c.end_reason, c.version
            FROM collateral c JOIN dealer d ON d.id = c.dealer_id JOIN person t ON t.id = c.taken_by
            LEFT JOIN person e ON e.id = c.ended_by
            WHERE \(condition)
            """
        ).map(CollateralItem.init)
    }
}

/// Which securities are listed, as it stands in the address: those that are held where nothing is asked.
struct CollateralFilter: PagedFilter {
    /// Days before its own in which a paper is soon due.
    static let soon = 30
    static let paging = Paging(onward: "before", back: .never)
    let state: Collateral.State
    let isDueSoon: Bool
    var cursor: Cursor<ID<Collateral>>?

    init(_ asked: Asked) {
        isDueSoon = asked.text("state") == "soon"
        state = asked.word("state") ?? .held
        cursor = asked.cursor(Self.paging) { ID($0) }
    }

    var fields: [Address.Field] {
        [("state", isDueSoon ? "soon" : state == .held ? "" : state.rawValue)]
    }
}
