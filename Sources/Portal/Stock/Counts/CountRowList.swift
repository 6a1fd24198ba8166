import Database
import Domain
import Ground
import Web

extension CountScope: ColumnValue {}
extension StockCountState: ColumnValue {}
extension PartClass: ColumnValue {}

/// A count as it stands.
struct CountRow: Sendable {
    let id: ID<StockCount>
    let number: String
    let place: ID<StockPlace>
    let placeNames: PaperRow.PaperPlace
    let scope: CountScope
    let groupNames: BothNames
    let partClass: PartClass?
    let state: StockCountState
    let note: String
    let opener: String
    let openedAt: Instant
    let openedAfter: ID<StockMovement>
    let hander: String
    let handedBy: ID<Person>?
    let closer: String
    let closedAt: Instant?
    let closedOn: CalendarDay?
    let charged: Int64?
    let version: Int

    static let columns: SQL = """
        SELECT n.id, n.number, n.place_id, n.scope, n.part_class, n.state, n.note, n.opened_at, n.opened_after, n.handed_by,
               n.closed_at, n.closed_on, n.charged, n.version, p.code AS place_code, p.name_fa AS place_fa,
               p.name_en AS place_en, p.kind AS place_kind, p.dealer_id, d.name AS dealer_name, g.name_fa AS group_fa,
               g.name_en AS group_en, o.name AS opener, h.name AS hander, c.name AS closer
        FROM stock_count n JOIN stock_place p ON p.id = n.place_id LEFT JOIN dealer d ON d.id = p.dealer_id
        LEFT JOIN part_group g ON g.id = n.group_id JOIN person o ON o.id = n.opened_by
        LEFT JOIN person h ON h.id = n.handed_by LEFT JOIN person c ON c.id = n.closed_by
        """

    init(_ row: Row) throws {
        (id, number, place) = (try row("id"), try row("number"), try row("place_id"))
        placeNames = PaperRow.PaperPlace(
            code: try row("place_code"), names: BothNames(fa: try row("place_fa"), en: try row("place_en")),
            kind: try row("place_kind"), dealer: try row.optional("dealer_id"),
            dealerName: try row.optional("dealer_name") ?? "")
        groupNames = BothNames(fa: try row.optional("group_fa") ?? "", en: try row.optional("group_en") ?? "")
        (scope, partClass) = (try row("scope"), PartClass(rawValue: try row("part_class")))
        (state, note, opener) = (try row("state"), try row("note"), try row("opener"))
        (openedAt, openedAfter) = (try row("opened_at"), try row("opened_after"))
        (hander, handedBy) = (try row.optional("hander") ?? "", try row.optional("handed_by"))
        (closer, closedAt) = (try row.optional("closer") ?? "", try row.optional("closed_at"))
        (closedOn, charged, version) = (try row.optional("closed_on"), try row.optional("charged"), try row("version"))
    }
}

/// One time that a line was counted.
struct CountedTime: Sendable {
    let quantity: Int64
    /// What the books said at that moment.
    let book: Int64
    let by: ID<Person>?
    let who: String
}

/// What is counted of a part in a place.
struct CountLineRow: Sendable {
    let id: ID<CountLine>
    let place: ID<StockPlace>
    let placeCode: String
    let part: StockPart
    let owner: StockOwner
    let condition: PartCondition
    let lot: String
    let first: CountedTime?
    let mustRepeat: Bool
    let second: CountedTime?
    /// Those that were seen, by rounds, where the part is followed by serials.
    var seen: [Int: [String]] = [:]

    /// What holds.
    var last: CountedTime? { second ?? first }
    var isBySerial: Bool { part.tracking == .serial }

    func time(_ round: Int) -> CountedTime? { round == 1 ? first : second }

    static let columns: SQL = """
        SELECT l.id AS line, l.place_id, p.code AS place_code, l.owner, l.condition, l.lot, l.first_quantity, l.first_book,
               l.first_by, l.must_repeat, l.second_quantity, l.second_book, l.second_by, f.name AS first_who,
               e.name AS second_who, \(StockPart.columns)
        FROM stock_count_line l JOIN spare_part s ON s.id = l.part_id JOIN stock_place p ON p.id = l.place_id
        LEFT JOIN person f ON f.id = l.first_by LEFT JOIN person e ON e.id = l.second_by
        """

    init(_ row: Row) throws {
        (id, place, placeCode) = (try row("line"), try row("place_id"), try row("place_code"))
        (part, owner, condition, lot) = (try StockPart(row), try row("owner"), try row("condition"), try row("lot"))
        func time(_ name: String) throws -> CountedTime? {
            guard let quantity: Int64 = try row.optional("\(name)_quantity") else { return nil }
            return CountedTime(
                quantity: quantity, book: try row("\(name)_book"), by: try row.optional("\(name)_by"),
                who: try row.optional("\(name)_who") ?? "")
        }
        (first, second, mustRepeat) = (try time("first"), try time("second"), try row("must_repeat"))
    }
}

/// How a part's goods in a place are told apart in a count.
struct CountKey: Hashable, Sendable {
    let place: ID<StockPlace>
    let part: ID<SparePart>
    let owner: StockOwner
    let condition: PartCondition
    let lot: String

    init(place: ID<StockPlace>, part: ID<SparePart>, owner: StockOwner, condition: PartCondition, lot: String) {
        (self.place, self.part, self.owner, self.condition, self.lot) = (place, part, owner, condition, lot)
    }

    init(_ row: Row) throws {
        (place, part) = (try row("place_id"), try row("part_id"))
        (owner, condition, lot) = (try row("owner"), try row("condition"), try row("lot"))
    }
}

extension CountLineRow {
    var key: CountKey { CountKey(place: place, part: part.id, owner: owner, condition: condition, lot: lot) }
}
