import Database
import Domain
import Ground
import Web

/// A difference as it stands.
struct GapRow: Sendable {
    let id: ID<StockGap>
    let kind: GapKind
    let part: StockPart
    let quantity: Int64
    let condition: PartCondition
    let owner: StockOwner
    let serial: String
    let lot: String
    let dealerName: String
    let place: PlaceRow
    /// From where its paper sent it.
    let sender: ID<StockPlace>?
    let paper: ID<StockPaper>?
    let paperNumber: String
    let line: ID<StockLine>?
    let job: ID<Job>?
    let jobNumber: String
    let visit: ID<Visit>?
    let madeAt: Instant
    let how: GapWay?
    let settler: String
    /// Who has written its paper, and who has received it.
    let parties: Set<ID<Person>>

    /// Whether it must be said which pieces they are: those that the visit named were not on the shelf.
    var needsMark: Bool { kind == .used && part.tracking != .none }
}

enum GapList {
    static let most = 200

    static let columns: SQL = """
        SELECT g.id AS gap, g.kind AS gap_kind, g.quantity, g.condition, g.owner, g.serial, g.lot, g.paper_id, g.line_id,
               g.job_id, g.visit_id, g.made_at, g.settled_how, gd.name AS answers, x.number AS paper, x.from_id AS sender, x.made_by AS sent_by, x.closed_by,
               j.number AS job, w2.name AS settler, \(StockPart.columns), g.place_id AS gap_place
        FROM stock_gap g JOIN spare_part s ON s.id = g.part_id JOIN stock_place p ON p.id = g.place_id
        LEFT JOIN dealer gd ON gd.id = g.dealer_id LEFT JOIN stock_paper x ON x.id = g.paper_id
        LEFT JOIN job j ON j.id = g.job_id LEFT JOIN person w2 ON w2.id = g.settled_by
        """

    /// - Parameters:
    ///   - isAll: those that are settled too.
    ///   - key: only those that were found before this one.
    static func seen(
        by sight: Actor.Sight, isAll: Bool, before key: ID<StockGap>? = nil, limit: Int = most, _ tx: Transaction
    ) throws -> [GapRow] {
        let kept: SQL = isAll ? "1 = 1" : "g.settled_at IS NULL"
        var condition: SQL = "\(kept) AND \(StockPlaceList.within(sight))"
        if let key { condition += "AND g.id < \(key)" }
        return try all(condition, limit: limit, tx)
    }

    static func all(of paper: ID<StockPaper>, _ tx: Transaction) throws -> [GapRow] {
        try all("g.paper_id = \(paper)", tx)
    }

    /// - Parameter condition: of differences with the alias `g`, and their places with `p`.
    static func all(_ condition: SQL, limit: Int = most, _ tx: Transaction) throws -> [GapRow] {
        let rows = try tx.rows("\(columns) WHERE \(condition) ORDER BY g.id DESC LIMIT \(literal: limit)")
        let ids: Set<ID<StockPlace>> = try Set(rows.map { try $0("gap_place") })
        let places = Dictionary(
            uniqueKeysWithValues: try StockPlaceList.all(ids, tx).map { ($0.id, $0) })
        return try rows.compactMap { row in
            guard let place = places[try row("gap_place")] else { return nil }
            return try gap(row, place)
        }
    }

    private static func gap(_ row: Row, _ place: PlaceRow) throws -> GapRow {
        GapRow(
            id: try row("gap"), kind: try row("gap_kind"), part: try StockPart(row), quantity: try row("quantity"),
            condition: try row("condition"), owner: try row("owner"), serial: try row("serial"), lot: try row("lot"),
            dealerName: try row.optional("answers") ?? "", place: place, sender: try row.optional("sender"),
            paper: try row.optional("paper_id"), paperNumber: try row.optional("paper") ?? "",
            line: try row.optional("line_id"), job: try row.optional("job_id"),
            jobNumber: try row.optional("job") ?? "", visit: try row.optional("visit_id"), madeAt: try row("made_at"),
            how: GapWay(rawValue: try row("settled_how")), settler: try row.optional("settler") ?? "",
            parties: Set([try row.optional("sent_by"), try row.optional("closed_by")].compactMap(\.self)))
    }

    /// - Throws: `Refusal.hidden` where there is none.
    static func find(_ id: ID<StockGap>, _ tx: Transaction) throws -> GapRow {
        guard let gap = try all("g.id = \(id)", tx).first else { throw Refusal.hidden }
        return gap
    }

    /// How many of a paper are open.
    static func open(of paper: ID<StockPaper>, _ tx: Transaction) throws -> Int {
        try tx.value("SELECT count(*) FROM stock_gap WHERE paper_id = \(paper) AND settled_at IS NULL") ?? 0
    }
}
