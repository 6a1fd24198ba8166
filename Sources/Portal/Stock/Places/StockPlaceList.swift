import Database
import Domain
import Ground
import Web

/// A place as it stands.
package struct PlaceRow: Sendable {
    let id: ID<StockPlace>
    let code: String
    let names: BothNames
    let kind: PlaceKind
    let parent: ID<StockPlace>?
    let dealer: ID<Dealer>?
    let dealerCode: String
    let dealerName: String
    let person: ID<Person>?
    let personName: String
    let limit: Int64?
    let countedOn: CalendarDay?
    let isRetired: Bool
    let version: Int

    static let columns: SQL = """
        SELECT p.id, p.code, p.name_fa, p.name_en, p.kind, p.parent_id, p.dealer_id, d.code AS dealer_code,
               d.name AS dealer_name, p.person_id, w.name AS person_name, p.value_limit, p.counted_on, p.is_retired, p.version
        FROM stock_place p LEFT JOIN dealer d ON d.id = p.dealer_id LEFT JOIN person w ON w.id = p.person_id
        """

    init(_ row: Row) throws {
        (id, code, kind) = (try row("id"), try row("code"), try row("kind"))
        names = BothNames(fa: try row("name_fa"), en: try row("name_en"))
        (parent, dealer, person) = (
            try row.optional("parent_id"), try row.optional("dealer_id"), try row.optional("person_id")
        )
        dealerCode = try row.optional("dealer_code") ?? ""
        dealerName = try row.optional("dealer_name") ?? ""
        personName = try row.optional("person_name") ?? ""
        (limit, countedOn) = (try row.optional("value_limit"), try row.optional("counted_on"))
        (isRetired, version) = (try row("is_retired"), try row("version"))
    }

    /// What it is called: by its own name, a dealer's by the dealer's, one of its kind alone by the kind.
    func title(_ reader: Reader) -> String {
        let own = names.shown(reader)
        if !own.isEmpty { return own }
        let kind = reader.words("stock.kind.\(kind.rawValue)")
        return dealerName.isEmpty ? kind : "\(kind) \(dealerName.isolated)"
    }
}

package enum StockPlaceList {
    /// The kinds of places where nothing lies (`PlaceKind.holds`), for `IN`.
    static let outside: SQL = "'customer', 'supplier', 'workshop', 'loss'"

    /// More a company does not choose from; a longer list is searched by its codes.
    private static let most = 2_000

    /// What a person may see of places (alias `p`): a dealer's person those in his custody, a technician his own and those
    /// that all of his dealer share.
    package static func within(_ sight: Actor.Sight) -> SQL {
        switch sight {
        case .company: "1 = 1"
        case .dealer(let dealer): "p.dealer_id = \(dealer)"
        case .technician(let dealer, let person):
            "p.dealer_id = \(dealer) AND (p.person_id IS NULL OR p.person_id = \(person))"
        }
    }

    /// - Throws: `Refusal.hidden` where this person sees none.
    static func find(_ id: ID<StockPlace>, _ sight: Actor.Sight, _ tx: Transaction) throws -> PlaceRow {
        guard let row = try first("p.id = \(id) AND \(within(sight))", tx) else { throw Refusal.hidden }
        return row
    }

    static func find(code: String, _ tx: Transaction) throws -> PlaceRow? { try first("p.code = \(code)", tx) }

    /// By their codes. - Parameter filter: of which there are more than a company chooses from, the first.
    static func all(_ filter: PlaceFilter, _ tx: Transaction) throws -> [PlaceRow] { try all(condition(filter), tx) }

    static func all(_ ids: some Sequence<ID<StockPlace>>, _ tx: Transaction) throws -> [PlaceRow] {
        try all("p.id IN (\(Set(ids).sorted()))", tx)
    }

    static func seen(by sight: Actor.Sight, _ tx: Transaction) throws -> [PlaceRow] {
        try all(PlaceFilter(kinds: PlaceKind.allCases.filter(\.holds), sight: sight, isOpen: false), tx)
    }

    private static func condition(_ filter: PlaceFilter) -> SQL {
        var condition = within(filter.sight)
        if filter.kinds != PlaceKind.allCases { condition += "AND p.kind IN (\(filter.kinds))" }
        if filter.isOpen { condition += "AND p.is_retired = 0" }
        if let parent = filter.parent { condition += "AND p.parent_id = \(parent)" }
        if let dealer = filter.dealer { condition += "AND p.dealer_id = \(dealer)" }
        if let but = filter.but { condition += "AND p.id <> \(but)" }
        return condition
    }

    private static func first(_ condition: SQL, _ tx: Transaction) throws -> PlaceRow? {
        try tx.row("\(PlaceRow.columns) WHERE \(condition)").map(PlaceRow.init)
    }

    private static func all(_ condition: SQL, _ tx: Transaction) throws -> [PlaceRow] {
        try tx.rows("\(PlaceRow.columns) WHERE \(condition) ORDER BY p.code LIMIT \(literal: most)").map(PlaceRow.init)
    }

    /// Those that a keeper labels: a place with its shelves, or all.
    static func labels(_ filter: LabelFilter, limit: Int, _ tx: Transaction) throws -> [PlaceRow] {
        var condition: SQL = "p.is_retired = 0 AND p.kind NOT IN (\(outside), 'transit', 'loan')"
        if let place = filter.place { condition += "AND (p.id = \(place) OR p.parent_id = \(place))" }
        if let key = filter.cursor?.key { condition += "AND p.id > \(key)" }
        return try tx.rows("\(PlaceRow.columns) WHERE \(condition) ORDER BY p.id LIMIT \(literal: limit)").map(
            PlaceRow.init)
    }

    /// How many different parts lie in each.
    static func lines(_ tx: Transaction) throws -> [ID<StockPlace>: Int] {
        try tx.rows(
            """
            SELECT place_id, count(DISTINCT part_id) AS parts FROM stock_balance WHERE quantity > 0 GROUP BY place_id
            """
        ).reduce(into: [:]) { try $0[$1("place_id")] = $1("parts") }
    }

    /// What the company's own goods there are worth, minor units, each part at its average.
    static func worth(of place: ID<StockPlace>, _ tx: Transaction) throws -> Int64 {
        try worth(
            """
            SELECT b.part_id, sum(b.quantity) AS lies, w.quantity, w.value FROM stock_balance b
            JOIN stock_worth w ON w.part_id = b.part_id
            WHERE b.place_id = \(place) AND b.quantity > 0 AND b.owner = 'company' AND b.condition <> 'defective'
            GROUP BY b.part_id, w.quantity, w.value
            """, tx)
    }

    /// The sum of what so many (`lies`) of each part are worth: their product is more than the engines multiply.
    static func worth(_ parts: SQL, _ tx: Transaction) throws -> Int64 {
        let sum = try tx.rows(parts).reduce(Int128(0)) { sum, row in
            let worth = StockWorth(quantity: try row("quantity"), value: try row("value"))
            return sum + worth.share(of: try row("lies"))
        }
        return Int64(clamping: sum)
    }

    static func dealers(_ tx: Transaction) throws -> [(id: ID<Dealer>, code: String, name: String)] {
        try tx.rows("SELECT id, code, name FROM dealer ORDER BY code").map {
            (try $0("id"), try $0("code"), try $0("name"))
        }
    }

    /// One of a dealer's own people.
    static func person(_ mobile: MobileNumber, of dealer: ID<Dealer>, _ tx: Transaction) throws -> ID<Person>? {
        try tx.value(
            "SELECT id FROM person WHERE dealer_id = \(dealer) AND mobile = \(mobile.e164) AND state = 'open'")
    }
}
