import Database
import Domain
import Ground

extension PartRequestState: ColumnValue {}

/// A request for parts as it stands.
struct RequestRow: Sendable {
    let id: ID<PartRequest>
    let number: String
    let state: PartRequestState
    let place: ID<StockPlace>
    let toPlace: PaperRow.PaperPlace
    let dealer: ID<Dealer>?
    let dealerName: String
    let job: ID<Job>?
    let jobNumber: String
    let note: String
    let answer: String
    let from: ID<StockPlace>?
    let fromCode: String
    let until: CalendarDay?
    let paperNumber: String
    let madeBy: ID<Person>
    let maker: String
    let madeAt: Instant
    let decider: String
    let decidedAt: Instant?
    let version: Int

    static let columns: SQL = """
        SELECT q.id, q.number, q.state, q.place_id, q.dealer_id, q.job_id, q.note, q.answer, q.from_id, q.until_on,
               q.made_by, q.made_at, q.decided_at, q.version, m.name AS maker, w.name AS decider, d.name AS dealer_name,
               j.number AS job, x.number AS paper, f.code AS from_code,
               t.code AS to_code, t.name_fa AS to_fa, t.name_en AS to_en, t.kind AS to_kind, t.dealer_id AS to_dealer
        FROM part_request q JOIN person m ON m.id = q.made_by JOIN stock_place t ON t.id = q.place_id
        LEFT JOIN person w ON w.id = q.decided_by LEFT JOIN dealer d ON d.id = q.dealer_id
        LEFT JOIN job j ON j.id = q.job_id LEFT JOIN stock_paper x ON x.id = q.paper_id
        LEFT JOIN stock_place f ON f.id = q.from_id
        """

    init(_ row: Row) throws {
        (id, number, state, place) = (try row("id"), try row("number"), try row("state"), try row("place_id"))
        (dealer, dealerName) = (try row.optional("dealer_id"), try row.optional("dealer_name") ?? "")
        (job, jobNumber) = (try row.optional("job_id"), try row.optional("job") ?? "")
        (note, answer) = (try row("note"), try row("answer"))
        (from, fromCode) = (try row.optional("from_id"), try row.optional("from_code") ?? "")
        (until, paperNumber) = (try row.optional("until_on"), try row.optional("paper") ?? "")
        (madeBy, maker, madeAt) = (try row("made_by"), try row("maker"), try row("made_at"))
        (decider, decidedAt) = (try row.optional("decider") ?? "", try row.optional("decided_at"))
        version = try row("version")
        toPlace = PaperRow.PaperPlace(
            code: try row("to_code"), names: BothNames(fa: try row("to_fa"), en: try row("to_en")),
            kind: try row("to_kind"), dealer: try row.optional("to_dealer"), dealerName: dealerName)
    }
}

/// A line of a request as it stands.
struct RequestLineRow: Sendable {
    let id: ID<PartRequestLine>
    let position: Int
    let part: StockPart
    let quantity: Int64
    let approved: Int64?
    var picks: [RequestPick] = []

    var picked: Int64 { picks.reduce(0) { $0 + $1.quantity } }
}

/// What was taken off a shelf for a line.
struct RequestPick: Sendable, Equatable {
    let quantity: Int64
    var serial = ""
    var lot = ""

    var mark: String { serial.isEmpty ? lot : serial }
}
