import Domain
import Ground

/// So many of a part in one place, whichever serials and lots.
struct StockRow: Sendable {
    let part: StockPart
    let place: ID<StockPlace>
    let placeCode: String
    let placeNames: BothNames
    let placeKind: PlaceKind
    let dealerName: String
    let owner: StockOwner
    let condition: PartCondition
    let quantity: Int64
    /// What of it is kept back for requests.
    let reserved: Int64
    /// Of the company's own goods of the part, wherever they lie.
    let worth: StockWorth

    var free: Int64 { PartRequestRules.free(onHand: quantity, reserved: reserved) }

    /// What these are worth; nil where they are not the company's, or worth nothing by themselves.
    var value: Int64? {
        guard owner == .company, condition.isValued else { return nil }
        var all = worth
        return try? all.take(quantity)
    }
}

/// Where a list of what lies where goes on.
struct StockKey: Sendable, CustomStringConvertible, Equatable {
    let code: String
    let place: ID<StockPlace>
    let owner: String
    let condition: String

    init(_ row: StockRow) {
        (code, place) = (row.part.code, row.place)
        (owner, condition) = (row.owner.rawValue, row.condition.rawValue)
    }

    init?(_ text: String) {
        // A code may hold anything but a comma.
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 4, let place = ID<StockPlace>(parts[1]) else { return nil }
        (code, self.place, owner, condition) = (String(parts[0]), place, String(parts[2]), String(parts[3]))
    }

    var description: String { "\(code),\(place),\(owner),\(condition)" }
}

/// What the list of stock is narrowed to, as it stands in the address.
struct StockFilter: PagedFilter {
    static let paging = Paging(onward: "after", back: .toFirst)
    let typed: String
    let place: ID<StockPlace>?
    /// Of its file alone: as it lay at the end of that day.
    let day: String
    var cursor: Cursor<StockKey>?

    init(_ asked: Asked) {
        (typed, place, day) = (asked.text("q"), asked.id("place"), asked.text("day"))
        cursor = asked.cursor(Self.paging) { StockKey($0) }
    }

    var fields: [Address.Field] {
        [("q", typed), ("place", place.map { $0.description } ?? ""), ("day", day)]
    }
}
