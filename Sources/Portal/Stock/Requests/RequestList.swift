import Database
import Domain
import Ground
import Web
import Work

/// Which requests are shown.
enum RequestTab: String, CaseIterable, Sendable {
    case open, asked, approved, picked, sent, received, ended, all
}

/// What the list of requests is narrowed to, as it stands in the address.
struct RequestFilter: PagedFilter {
    enum Purpose: String, CaseIterable, Sendable { case job, fill }

    static let paging = Paging(onward: "after", back: .toFirst)
    var tab: RequestTab
    /// A request's or a job's number, or a dealer's code.
    let typed: String
    let purpose: Purpose?
    var cursor: Cursor<ID<PartRequest>>?

    init(_ asked: Asked) {
        (tab, purpose) = (asked.word("tab") ?? .open, asked.word("for"))
        typed = asked.text("q")
        cursor = asked.cursor(Self.paging) { ID($0) }
    }

    var fields: [Address.Field] {
        [("tab", tab.rawValue), ("q", typed), ("for", purpose?.rawValue ?? "")]
    }

    var isNarrowed: Bool { !typed.isEmpty || purpose != nil }
}

enum RequestList {
    static let pageSize = 50

    /// What a person may see of requests (alias `q`): a dealer's person those of his dealer, a technician those to his own place
    /// and to the one that all of his dealer share.
    static func within(_ sight: Actor.Sight) -> SQL {
        switch sight {
        case .company: "1 = 1"
        case .dealer(let dealer): "q.dealer_id = \(dealer)"
        case .technician(let dealer, _):
            "q.dealer_id = \(dealer) AND q.place_id IN (SELECT p.id FROM stock_place p WHERE \(StockPlaceList.within(sight)))"
        }
    }

    /// The newest first.
    static func slice(
        _ filter: RequestFilter, _ sight: Actor.Sight, size: Int = pageSize, _ tx: Transaction
    ) throws -> Slice<RequestRow, ID<PartRequest>> {
        try Slice(filter.cursor, size: size, key: { $0.id }) { limit in
            var condition = condition(filter, sight) + "AND" + state(filter.tab)
            if let key = filter.cursor?.key { condition += "AND q.id < \(key)" }
            return try all(condition, limit: limit, tx)
        }
    }

    static func all(of job: ID<Job>, _ sight: Actor.Sight, limit: Int, _ tx: Transaction) throws -> [RequestRow] {
        try all("q.job_id = \(job) AND \(within(sight))", limit: limit, tx)
    }

    static func all(_ condition: SQL, limit: Int, _ tx: Transaction) throws -> [RequestRow] {
        try tx.rows("\(RequestRow.columns) WHERE \(condition) ORDER BY q.id DESC LIMIT \(literal: limit)")
            .map(RequestRow.init)
    }

    /// How many stand under each tab.
    static func counts(
        _ filter: RequestFilter, _ sight: Actor.Sight, _ tx: Transaction
    ) throws -> [RequestTab: Int] {
        let condition = condition(filter, sight)
        return try RequestTab.allCases.reduce(into: [:]) { counts, tab in
            guard tab != .all else { return }
            counts[tab] = try count("\(condition) AND \(state(tab))", tx)
        }
    }

    static func count(_ condition: SQL, _ tx: Transaction) throws -> Int {
        try CountList.of("part_request q WHERE \(condition)", tx)
    }

    private static func condition(_ filter: RequestFilter, _ sight: Actor.Sight) -> SQL {
        var parts = [within(sight)]
        if !filter.typed.isEmpty {
            let typed = Digits.ascii(filter.typed)
            parts.append(
                """
                (q.number = \(typed) OR q.job_id IN (SELECT j.id FROM job j WHERE j.number = \(typed))
                 OR q.dealer_id IN (SELECT d.id FROM dealer d WHERE d.code = \(typed)))
                """)
        }
        switch filter.purpose {
        case .job: parts.append("q.job_id IS NOT NULL")
        case .fill: parts.append("q.job_id IS NULL")
        case nil: break
        }
        return parts.joinedByAnd()
    }

    static func state(_ tab: RequestTab) -> SQL {
        switch tab {
        case .open: "q.state IN ('asked', 'approved', 'picked', 'sent')"
        case .asked: "q.state = 'asked'"
        case .approved: "q.state = 'approved'"
        case .picked: "q.state = 'picked'"
        case .sent: "q.state = 'sent'"
        case .received: "q.state = 'received'"
        case .ended: "q.state IN ('refused', 'cancelled')"
        case .all: "1 = 1"
        }
    }

    /// - Throws: `Refusal.hidden` where this person sees none.
    static func find(_ number: String, _ sight: Actor.Sight, _ tx: Transaction) throws -> RequestRow {
        guard let row = try all("q.number = \(number) AND \(within(sight))", limit: 1, tx).first else {
            throw Refusal.hidden
        }
        return row
    }

    /// Where it may go: for a job to the places of its dealer, for one in the workshop to a store of the company's own that
    /// another one fills. A dealer's people ask for places in their own custody.
    static func places(for job: JobRow?, of actor: Actor, _ tx: Transaction) throws -> [PlaceRow] {
        if let job, job.isInWorkshop, actor.dealer == nil {
            let stores = try StockPlaceList.all(.givers, tx)
            return stores.count > 1 ? stores : []
        }
        // Of a job that nobody has there is none.
        if let job, job.dealer == nil { return [] }
        let isOffice = actor.dealer == nil && job == nil
        return try StockPlaceList.all(
            PlaceFilter(
                kinds: isOffice ? [.sub, .central, .shelf] : [.sub], sight: actor.sight, dealer: job?.dealer), tx)
    }

    static func technician(of job: ID<Job>, _ tx: Transaction) throws -> ID<Person>? {
        try tx.one("SELECT technician_id FROM job WHERE id = \(job)").optional("technician_id")
    }

    static func model(of job: JobRow, _ tx: Transaction) throws -> ID<ProductModel> {
        try tx.one("SELECT model_id FROM unit WHERE id = \(job.unit)")("model_id")
    }

    /// The codes of what each asks for.
    static func codes(
        of requests: [ID<PartRequest>], _ tx: Transaction
    ) throws -> [ID<PartRequest>: [String]] {
        try tx.rows(
            """
            SELECT l.request_id, s.code FROM part_request_line l JOIN spare_part s ON s.id = l.part_id
            WHERE l.request_id IN (\(requests)) ORDER BY l.request_id, l.position
            """
        ).reduce(into: [:]) { try $0[$1("request_id"), default: []].append($1("code")) }
    }

    /// That which a paper answers.
    static func of(_ paper: ID<StockPaper>, _ tx: Transaction) throws -> RequestRow? {
        try all("q.paper_id = \(paper)", limit: 1, tx).first
    }

    /// With what was picked of each.
    static func lines(of request: ID<PartRequest>, _ tx: Transaction) throws -> [RequestLineRow] {
        let picks = try tx.ask(
            """
            SELECT k.line_id, k.quantity, k.serial, k.lot FROM part_request_pick k
            JOIN part_request_line l ON l.id = k.line_id WHERE l.request_id = \(request) ORDER BY k.id
            """
        ) { rows in
            try rows.reduce(into: [ID<PartRequestLine>: [RequestPick]]()) { all, row in
                all[try row("line_id"), default: []].append(
                    RequestPick(quantity: try row("quantity"), serial: try row("serial"), lot: try row("lot")))
            }
        }
        let rows = try tx.rows(
            """
            SELECT l.id AS line, l.position, l.quantity, l.approved, \(StockPart.columns) FROM part_request_line l
            JOIN spare_part s ON s.id = l.part_id WHERE l.request_id = \(request) ORDER BY l.position
            """)
        let known = try picks.value()
        return try rows.map { row in
            let id: ID<PartRequestLine> = try row("line")
            return RequestLineRow(
                id: id, position: try row("position"), part: try StockPart(row), quantity: try row("quantity"),
                approved: try row.optional("approved"), picks: known[id] ?? [])
        }
    }

    /// What lies at a place of parts that are followed, for whoever picks: the oldest first, some of each.
    static func marks(
        of parts: [ID<SparePart>], at place: ID<StockPlace>, _ tx: Transaction
    ) throws -> [ID<SparePart>: [String]] {
        try tx.rows(
            """
            SELECT part_id, serial, lot FROM stock_balance
            WHERE place_id = \(place) AND part_id IN (\(Set(parts).sorted())) AND owner = 'company' AND condition = 'new'
              AND quantity > 0 AND (serial <> '' OR lot <> '') ORDER BY part_id, id LIMIT 200
            """
        ).reduce(into: [:]) { all, row in
            let (serial, lot): (String, String) = (try row("serial"), try row("lot"))
            all[try row("part_id"), default: []].append(serial.isEmpty ? lot : serial)
        }
    }
}
