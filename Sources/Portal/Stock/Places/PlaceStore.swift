import Database
import Domain
import Ground
import Web

extension PlaceKind: ColumnValue {}

/// What a place is, whoever says it.
struct PlaceFacts: Sendable {
    let code: String
    let names: BothNames
    let kind: PlaceKind
    var parent: ID<StockPlace>?
    var dealer: ID<Dealer>?
    /// The number of a dealer's technician, where it is what he has in his car.
    var technician: MobileNumber?
    /// Minor units; nil: any.
    var limit: Int64?

    /// As the history keeps it.
    fileprivate var texts: [String: String] {
        [
            "code": code, "name_fa": names.fa, "name_en": names.en, "place_kind": kind.rawValue,
            "value_limit": limit.map { String($0) } ?? "",
        ]
    }
}

/// Where parts lie.
package enum PlaceStore {
    static let room = "stock"

    private static let owed = "DF-"

    /// - Throws: `stock.place.code_taken` and `stock.place.code_kept` at its field, `stock.place.parent`, `stock.place.twice`, `stock.place.person` where he is none of the dealer's.
    @discardableResult
    static func add(_ facts: PlaceFacts, by person: ID<Person>?, _ tx: Transaction) throws -> ID<StockPlace> {
        if facts.code.hasPrefix(owed) {
            throw FieldRefusal(field: "code", complaint: Complaint("stock.place.code_kept", owed))
        }
        return try insert(facts, by: person, tx)
    }

    private static func insert(
        _ facts: PlaceFacts, by person: ID<Person>?, _ tx: Transaction
    ) throws -> ID<StockPlace> {
        let technician = try check(facts, tx)
        let id: ID<StockPlace> = try tx.insert(
            """
            INSERT INTO stock_place (code, name_fa, name_en, kind, parent_id, dealer_id, person_id, value_limit, made_by,
                                     made_at)
            VALUES (\(facts.code), \(facts.names.fa), \(facts.names.en), \(facts.kind), \(facts.parent), \(facts.dealer),
                    \(technician), \(facts.limit), \(person), \(tx.now))
            """)
        try EventStore.add(Event("place_added", of: .stockPlace(id), in: room, detail: facts.texts), by: person, tx)
        return id
    }

    /// Its names and its limit: what it is, and whose, stays.
    static func change(
        _ row: PlaceRow, at version: Int, names: BothNames, limit: Int64?, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let before = PlaceFacts(code: row.code, names: row.names, kind: row.kind, limit: row.limit).texts
        let after = PlaceFacts(code: row.code, names: names, kind: row.kind, limit: limit).texts
        try update(
            row.id, at: version, setting: "name_fa = \(names.fa), name_en = \(names.en), value_limit = \(limit)", tx)
        let event = Event("place_changed", of: .stockPlace(row.id), in: room, from: before, to: after)
        if event.changesSomething { try EventStore.add(event, by: person, tx) }
    }

    /// Nothing is put there any more; only an empty one is set aside.
    /// - Throws: `stock.place.not_empty`, `stock.place.has_shelves`, `stock.place.under_way`, `stock.place.requested`, `Refusal.stale`.
    static func retire(_ row: PlaceRow, at version: Int, by person: ID<Person>, _ tx: Transaction) throws {
        guard PlaceKind.byHand.contains(row.kind) else { throw Refusal.denied }
        let lies: Int64? = try tx.value(
            "SELECT quantity FROM stock_balance WHERE place_id = \(row.id) AND quantity > 0 LIMIT 1")
        guard lies == nil else { throw Complaint("stock.place.not_empty") }
        let shelf: Int? = try tx.value(
            "SELECT 1 FROM stock_place WHERE parent_id = \(row.id) AND is_retired = 0 LIMIT 1")
        guard shelf == nil else { throw Complaint("stock.place.has_shelves") }
        let paper: String? = try tx.value(
            """
            SELECT number FROM stock_paper WHERE to_id = \(row.id) AND state IN ('sent', 'short') ORDER BY id LIMIT 1
            """)
        if let paper { throw Complaint("stock.place.under_way", paper) }
        let request: String? = try tx.value(
            """
            SELECT number FROM part_request WHERE (place_id = \(row.id) OR from_id = \(row.id))
                AND state IN ('asked', 'approved', 'picked', 'sent') ORDER BY id LIMIT 1
            """)
        if let request { throw Complaint("stock.place.requested", request) }
        try update(row.id, at: version, setting: "is_retired = 1", tx)
        try EventStore.add(Event("place_retired", of: .stockPlace(row.id), in: room), by: person, tx)
    }

    /// Nothing is dated before that day there any more.
    static func setCounted(_ places: [ID<StockPlace>], on day: CalendarDay, _ tx: Transaction) throws {
        try tx.later("UPDATE stock_place SET counted_on = \(day) WHERE id IN (\(places))")
    }

    /// The one place of its kind, which every company begins with.
    static func single(_ kind: PlaceKind, _ tx: Transaction) throws -> PlaceRow {
        guard let row = try StockPlaceList.all(PlaceFilter(kinds: [kind], isOpen: false), tx).first else {
            throw Refusal.hidden
        }
        return row
    }

    /// Those of which one is enough: the first rows of a new company.
    static func addSingles(_ tx: Transaction) throws {
        for kind in PlaceKind.allCases where kind.isSingle {
            try tx.execute(
                """
                INSERT INTO stock_place (code, name_fa, name_en, kind, made_at)
                VALUES (\(kind.rawValue.uppercased()), '', '', \(kind), \(tx.now))
                """)
        }
    }

    /// Where what a dealer removes lies until it comes back; made with the first such part.
    static func addOwed(of dealer: ID<Dealer>, by person: ID<Person>?, _ tx: Transaction) throws -> PlaceRow {
        let code: String = try tx.value("SELECT code FROM dealer WHERE id = \(dealer)") ?? ""
        // A dealer may have got the code that another one had.
        let free = try StockPlaceList.find(code: owed + code, tx) == nil
        let id = try insert(
            PlaceFacts(
                code: free ? owed + code : "\(owed)\(code)-\(dealer)", names: BothNames(fa: "", en: ""),
                kind: .dealerDefective, dealer: dealer),
            by: person, tx)
        return try StockPlaceList.find(id, .company, tx)
    }

    private static func update(
        _ id: ID<StockPlace>, at version: Int, setting change: SQL, _ tx: Transaction
    ) throws {
        let changed = try tx.execute(
            """
            UPDATE stock_place SET \(change), version = version + 1
            WHERE id = \(id) AND version = \(version) AND is_retired = 0
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
    }

    /// - Returns: the technician who has it.
    private static func check(_ facts: PlaceFacts, _ tx: Transaction) throws -> ID<Person>? {
        if try tx.value("SELECT 1 FROM stock_place WHERE code = \(facts.code)", as: Int.self) != nil {
            throw FieldRefusal(field: "code", complaint: Complaint("stock.place.code_taken", facts.code))
        }
        if facts.kind == .shelf {
            let parent = try facts.parent.map { try StockPlaceList.find($0, .company, tx) }
            guard parent?.kind == .central, parent?.isRetired == false else {
                throw FieldRefusal(field: "parent", complaint: Complaint("stock.place.parent"))
            }
        }
        guard facts.kind.isOfDealer else { return nil }
        guard let dealer = facts.dealer else {
            throw FieldRefusal(field: "dealer", complaint: Complaint("form.missing"))
        }
        let person = try facts.technician.map { mobile in
            guard let person = try StockPlaceList.person(mobile, of: dealer, tx) else {
                throw FieldRefusal(field: "technician", complaint: Complaint("stock.place.person"))
            }
            return person
        }
        let others = try StockPlaceList.all(PlaceFilter(kinds: [facts.kind], dealer: dealer), tx)
        if others.contains(where: { $0.person == person }) {
            throw FieldRefusal(field: "dealer", complaint: Complaint("stock.place.twice"))
        }
        return person
    }

    static let naming = SubjectNaming("stock_place") { ids, context, tx in
        guard context.may(PlaceRoutes.one) else { return [] }
        return try tx.rows(
            """
            SELECT p.id, p.code FROM stock_place p
            WHERE p.id IN (\(ids)) AND \(StockPlaceList.within(context.actor.sight))
            """)
    } link: { row, context in
        SubjectLink(label: try row("code"), href: context.paths(PlaceRoutes.one, try row("id") as ID<StockPlace>))
    }
}

extension EventSubject {
    static func stockPlace(_ id: ID<StockPlace>) -> EventSubject { EventSubject("stock_place", id.value) }
}
