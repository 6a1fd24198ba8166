import Database
import Domain
import Ground
import Web

/// A paper as it stands.
struct PaperRow: Sendable {
    let id: ID<StockPaper>
    let number: String
    let kind: PaperKind
    let state: PaperState
    let from: ID<StockPlace>
    let to: ID<StockPlace>
    let fromPlace: PaperPlace
    let toPlace: PaperPlace
    let day: CalendarDay
    let reason: PaperReason?
    let reference: String
    let note: String
    /// What the work has cost; minor units.
    let workCost: Int64
    let madeBy: ID<Person>
    let maker: String
    let madeAt: Instant
    let closer: String
    let closedAt: Instant?
    let reverser: String
    let reverseReason: String
    let version: Int

    struct PaperPlace: Sendable {
        let code: String
        let names: BothNames
        let kind: PlaceKind
        let dealer: ID<Dealer>?
        let dealerName: String
    }

    static let columns: SQL = """
        SELECT x.id, x.number, x.kind, x.state, x.from_id, x.to_id, x.on_day, x.reason, x.reference, x.note, x.work_cost, x.made_by,
               x.made_at, x.closed_at, x.reverse_reason, x.version, m.name AS maker, c.name AS closer, r.name AS reverser,
               f.code AS from_code, f.name_fa AS from_fa, f.name_en AS from_en, f.kind AS from_kind,
               f.dealer_id AS from_dealer, fd.name AS from_dealer_name,
               t.code AS to_code, t.name_fa AS to_fa, t.name_en AS to_en, t.kind AS to_kind, t.dealer_id AS to_dealer,
               td.name AS to_dealer_name
        FROM stock_paper x JOIN person m ON m.id = x.made_by LEFT JOIN person c ON c.id = x.closed_by
        LEFT JOIN person r ON r.id = x.reversed_by
        JOIN stock_place f ON f.id = x.from_id LEFT JOIN dealer fd ON fd.id = f.dealer_id
        JOIN stock_place t ON t.id = x.to_id LEFT JOIN dealer td ON td.id = t.dealer_id
        """

    init(_ row: Row) throws {
        (id, number, kind, state) = (try row("id"), try row("number"), try row("kind"), try row("state"))
        (from, to, day) = (try row("from_id"), try row("to_id"), try row("on_day"))
        (fromPlace, toPlace) = (try Self.place("from", row), try Self.place("to", row))
        reason = PaperReason(rawValue: try row("reason"))
        (reference, note, madeBy, maker) = (
            try row("reference"), try row("note"), try row("made_by"), try row("maker")
        )
        workCost = try row("work_cost")
        (madeAt, closedAt) = (try row("made_at"), try row.optional("closed_at"))
        (closer, reverser) = (try row.optional("closer") ?? "", try row.optional("reverser") ?? "")
        (reverseReason, version) = (try row("reverse_reason"), try row("version"))
    }

    private static func place(_ side: String, _ row: Row) throws -> PaperPlace {
        PaperPlace(
            code: try row("\(side)_code"), names: BothNames(fa: try row("\(side)_fa"), en: try row("\(side)_en")),
            kind: try row("\(side)_kind"), dealer: try row.optional("\(side)_dealer"),
            dealerName: try row.optional("\(side)_dealer_name") ?? "")
    }
}

/// A line of a paper as it stands.
struct PaperLineRow: Sendable {
    let id: ID<StockLine>
    let position: Int
    let part: StockPart
    let quantity: Int64
    let condition: PartCondition
    let owner: StockOwner
    let serial: String
    let lot: String
    let cost: Int64?
    let received: Int64?
    /// Of what came out of the workshop: where it went, and out of which device.
    let place: String
    let donor: String
    let weight: Int64?

    func move(
        _ count: Int64, from: PlaceRow, to: PlaceRow, of paper: ID<StockPaper>, on day: CalendarDay, _ why: String
    ) -> StockMove {
        StockMove(
            part: part.id, quantity: count, from: from, to: to, owner: owner, condition: condition, serial: serial,
            lot: lot, paper: paper, line: id, day: day, why: why)
    }
}

enum PaperList {
    static let pageSize = 50

    /// What a person may see of papers (alias `x`): a dealer's person those from and to places in his custody.
    static func within(_ sight: Actor.Sight) -> SQL {
        guard sight != .company else { return "1 = 1" }
        let own: SQL = "(SELECT p.id FROM stock_place p WHERE \(StockPlaceList.within(sight)))"
        return "(x.from_id IN \(own) OR x.to_id IN \(own))"
    }

    /// - Throws: `Refusal.hidden` where this person sees none.
    static func find(_ number: String, _ sight: Actor.Sight, _ tx: Transaction) throws -> PaperRow {
        let row = try tx.row("\(PaperRow.columns) WHERE x.number = \(number) AND \(within(sight))")
        guard let row else { throw Refusal.hidden }
        return try PaperRow(row)
    }

    /// Ids and numbers. - Parameter condition: of papers with the alias `x`.
    static func rows(_ condition: SQL, _ tx: Transaction) throws -> [Row] {
        try tx.rows("SELECT x.id, x.number FROM stock_paper x WHERE \(condition)")
    }

    static func lines(of paper: ID<StockPaper>, _ tx: Transaction) throws -> [PaperLineRow] {
        try tx.rows(
            """
            SELECT l.id AS line, l.position, l.quantity, l.condition, l.owner, l.serial, l.lot, l.unit_cost, l.received,
                   l.donor_serial, l.weight, o.code AS out_code, \(StockPart.columns)
            FROM stock_line l JOIN spare_part s ON s.id = l.part_id LEFT JOIN stock_place o ON o.id = l.place_id
            WHERE l.paper_id = \(paper) ORDER BY l.position
            """
        ).map { row in
            PaperLineRow(
                id: try row("line"), position: try row("position"), part: try StockPart(row),
                quantity: try row("quantity"), condition: try row("condition"), owner: try row("owner"),
                serial: try row("serial"), lot: try row("lot"), cost: try row.optional("unit_cost"),
                received: try row.optional("received"), place: try row.optional("out_code") ?? "",
                donor: try row("donor_serial"), weight: try row.optional("weight"))
        }
    }

    /// What each of its lines did to the value of the company's own goods when it was written; minor units.
    static func values(of paper: ID<StockPaper>, _ tx: Transaction) throws -> [ID<StockLine>: Int64] {
        try tx.rows(
            """
            SELECT line_id, value_in - value_out AS value FROM stock_movement
            WHERE paper_id = \(paper) AND line_id IS NOT NULL AND reverses_id IS NULL
            """
        ).reduce(into: [:]) { $0[try $1("line_id")] = try $1("value") }
    }

    /// The newest first.
    static func slice(
        _ filter: PaperFilter, _ sight: Actor.Sight, size: Int = pageSize, _ tx: Transaction
    ) throws -> Slice<PaperRow, ID<StockPaper>> {
        try Slice(filter.cursor, size: size, key: { $0.id }) { limit in
            var condition = condition(filter) + "AND" + within(sight)
            if let key = filter.cursor?.key { condition += "AND x.id < \(key)" }
            return try tx.rows(
                "\(PaperRow.columns) WHERE \(condition) ORDER BY x.id DESC LIMIT \(literal: limit)"
            ).map(PaperRow.init)
        }
    }

    private static func condition(_ filter: PaperFilter) -> SQL {
        var parts: [SQL] = []
        switch filter.tab {
        case .open: parts.append("x.state IN ('proposed', 'sent', 'short')")
        case .kind(let kind): parts.append("x.kind = \(kind)")
        case .all: break
        }
        if !filter.typed.isEmpty {
            let typed = Digits.ascii(filter.typed)
            parts.append("(x.number = \(typed) OR x.reference = \(filter.typed))")
        }
        return parts.joinedByAnd()
    }
}

/// What the list of papers is narrowed to, as it stands in the address.
struct PaperFilter: PagedFilter {
    enum Tab: Hashable, Sendable {
        case open, all
        case kind(PaperKind)

        static let every: [Tab] = [.open] + PaperKind.allCases.map { .kind($0) } + [.all]

        var name: String {
            switch self {
            case .open: "open"
            case .all: "all"
            case .kind(let kind): kind.rawValue
            }
        }
    }

    static let paging = Paging(onward: "after", back: .toFirst)
    var tab: Tab
    let typed: String
    var cursor: Cursor<ID<StockPaper>>?

    init(_ asked: Asked) {
        let name = asked.text("tab")
        typed = asked.text("q")
        tab = Tab.every.first { $0.name == name } ?? .all
        cursor = asked.cursor(Self.paging) { ID($0) }
    }

    var fields: [Address.Field] { [("tab", tab.name), ("q", typed)] }
}
