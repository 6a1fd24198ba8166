import Base
import Database
import Domain
import Ground
import Web

/// What was used, sent or received otherwise than it was written down.
enum GapKind: String, CaseIterable, Sendable, ColumnValue {
    /// Fitted on a visit, and not on the dealer's shelf.
    case used
    /// Less came than was sent.
    case short
    /// More came than was sent.
    case over

    /// How it can be settled.
    var ways: [GapWay] {
        switch self {
        case .used: [.taken, .dismissed]
        case .short: [.found, .returned, .lost]
        case .over: [.sentMore, .dismissed]
        }
    }
}

/// How a difference is settled.
enum GapWay: String, CaseIterable, Sendable {
    /// It is on the shelf now, and leaves it.
    case taken
    /// It came after all.
    case found
    /// It never left.
    case returned
    case lost
    /// More was sent than the paper says.
    case sentMore = "sent_more"
    /// It was written down wrongly.
    case dismissed
}

struct NewGap: Sendable {
    let kind: GapKind
    let part: ID<SparePart>
    let quantity: Int64
    var condition = PartCondition.new
    var owner = StockOwner.company
    var serial = ""
    var lot = ""
    /// Who answers for it; nil: the company.
    let dealer: ID<Dealer>?
    let place: ID<StockPlace>
    var paper: ID<StockPaper>?
    var line: ID<StockLine>?
    var job: ID<Job>?
    var visit: ID<Visit>?
}

/// Open differences, each until somebody has settled it.
enum GapStore {
    static func add(_ gap: NewGap, by person: ID<Person>?, _ tx: Transaction) throws {
        try tx.later(
            """
            INSERT INTO stock_gap (kind, part_id, quantity, condition, owner, serial, lot, dealer_id, place_id, paper_id,
                                   line_id, job_id, visit_id, made_by, made_at)
            VALUES (\(gap.kind), \(gap.part), \(gap.quantity), \(gap.condition), \(gap.owner), \(gap.serial), \(gap.lot),
                    \(gap.dealer), \(gap.place), \(gap.paper), \(gap.line), \(gap.job), \(gap.visit), \(person), \(tx.now))
            """)
    }

    /// - Parameter mark: of `GapRow.needsMark`, where it is taken: the serial or the lot.
    /// - Throws: `Refusal.stale` where it is settled; `stock.denied.own` where one of its paper's people says that it is lost;
    ///   `stock.gap.mark`, `stock.gap.no_mark`; as `StockLedger.post`.
    static func settle(
        _ gap: GapRow, _ way: GapWay, mark: String = "", note: String, by actor: Actor, in company: OpenCompany,
        _ tx: Transaction
    ) throws {
        guard gap.kind.ways.contains(way) else { throw Refusal.unreadable }
        // What goes for ever goes by two people, as in a write-off.
        if way == .lost, gap.parties.contains(actor.person) { throw Complaint("stock.denied.own") }
        let changed = try tx.execute(
            """
            UPDATE stock_gap SET settled_how = \(way.rawValue), settled_note = \(note), settled_by = \(actor.person),
                settled_at = \(tx.now)
            WHERE id = \(gap.id) AND settled_at IS NULL
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        if let (from, to) = try ends(gap, way, tx) {
            var move = StockMove(
                part: gap.part.id, quantity: gap.quantity, from: from, to: to, owner: gap.owner,
                condition: gap.condition, serial: gap.serial, lot: gap.lot, paper: gap.paper, line: gap.line,
                job: gap.job, visit: gap.visit, day: company.clock.day(of: tx.now), why: way.rawValue)
            if way == .taken, gap.needsMark { move = try StockShelfList.marked(mark, move, tx) }
            do { try StockLedger.post([move], by: actor, in: company, tx) } catch let refused as RefusedLines {
                throw refused.complaints[0] ?? Complaint("stock.denied.state")
            }
        }
        let detail = ["part": gap.part.code, "way": way.rawValue, "mark": mark, "note": note]
        let subject = gap.paper.map { EventSubject.stockPaper($0) } ?? .stockPlace(gap.place.id)
        try EventStore.add(Event("gap_settled", of: subject, in: PlaceStore.room, detail: detail), by: actor.person, tx)
    }

    /// From where to where it goes; nil where nothing moves.
    private static func ends(_ gap: GapRow, _ way: GapWay, _ tx: Transaction) throws -> (PlaceRow, PlaceRow)? {
        func sender() throws -> PlaceRow {
            guard let from = gap.sender else { throw Refusal.unreadable }
            return try StockPlaceList.find(from, .company, tx)
        }
        switch way {
        case .taken: return (gap.place, try PlaceStore.single(.customer, tx))
        case .found: return (try PlaceStore.single(.transit, tx), gap.place)
        case .returned: return (try PlaceStore.single(.transit, tx), try sender())
        case .lost: return (try PlaceStore.single(.transit, tx), try PlaceStore.single(.loss, tx))
        case .sentMore: return (try sender(), gap.place)
        case .dismissed: return nil
        }
    }
}

extension GapStore {
    /// What was said of a difference may name a customer.
    static let erasing = Erasing { erasure, tx in
        try erasure.takeOut(tx) { without in
            "UPDATE stock_gap SET settled_note = \(without("settled_note")) WHERE settled_note <> ''"
        }
        return []
    }
}
