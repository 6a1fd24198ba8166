import Database
import Domain
import Ground
import Web

package enum DealerStore {
    package static func id(_ code: String, _ tx: Transaction) throws -> ID<Dealer>? {
        try tx.value("SELECT id FROM dealer WHERE code = \(code)")
    }

    /// Adds the dealer, or brings the one with this code up to what the record says; his state stays, and another bank
    /// account waits for finance.
    /// - Returns: whether he was added.
    package static func set(
        _ dealer: DealerRecord, _ places: Places, _ words: ImportWords, by person: ID<Person>?, _ tx: Transaction
    ) throws -> Bool {
        let groups = Set(try dealer.groups.map { try ProductGroupStore.findOrAdd($0, words, tx) })
        guard let known = try id(dealer.particulars.code, tx) else {
            try add(dealer.particulars, dealer.sheba, groups, places, by: person, tx)
            return true
        }
        try write(dealer.particulars, groups, places, to: known, by: person, tx)
        try ShebaChangeStore.ask(dealer.sheba, of: known, from: .file, by: person, tx)
        return false
    }

    /// - Throws: `FieldRefusal` where the code is taken.
    static func addNew(
        _ dealer: DealerParticulars, _ sheba: Sheba, _ groups: Set<ID<ProductGroup>>, _ places: Places,
        by person: ID<Person>, _ tx: Transaction
    ) throws {
        guard try id(dealer.code, tx) == nil else {
            throw FieldRefusal(field: "code", complaint: Complaint("dealers.code.taken", dealer.code))
        }
        try add(dealer, sheba, groups, places, by: person, tx)
    }

    /// - Throws: `Refusal.hidden`, `Refusal.stale` where it is another version by now.
    static func find(
        _ code: String, at version: Int, _ tx: Transaction
    ) throws -> (id: ID<Dealer>, grade: String) {
        guard let row = try tx.row("SELECT id, grade, version FROM dealer WHERE code = \(code)") else {
            throw Refusal.hidden
        }
        guard try row("version") == version else { throw Refusal.stale(Complaint("error.stale")) }
        return (id: try row("id"), grade: try row("grade"))
    }

    /// - Throws: `Refusal.hidden`, `Refusal.stale`.
    static func setSuspended(
        _ isSuspended: Bool, _ code: String, at version: Int, reason: String, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let id = try find(code, at: version, tx).id
        let state = isSuspended ? "suspended" : "active"
        let changed = try tx.execute(
            """
            UPDATE dealer SET state = \(state), version = version + 1 WHERE id = \(id) AND state <> \(state)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        let event = Event(
            isSuspended ? "suspended" : "resumed", of: .dealer(id), in: "dealers", detail: ["reason": reason])
        try EventStore.add(event, by: person, tx)
    }

    /// What has changed of him is in the history; where nothing has, neither is he another version.
    /// - Parameter reason: why, where somebody was asked.
    static func write(
        _ dealer: DealerParticulars, _ groups: Set<ID<ProductGroup>>, _ places: Places, to id: ID<Dealer>,
        reason: String = "", by person: ID<Person>?, _ tx: Transaction
    ) throws {
        let before = try facts(id, tx)
        try update(id, dealer, places, tx)
        try setGround(id, dealer, groups, places, tx)
        let event = Event(
            "changed", of: .dealer(id), in: "dealers", from: before, to: try facts(id, tx),
            detail: reason.isEmpty ? [:] : ["reason": reason])
        guard event.changesSomething else { return }
        try tx.execute("UPDATE dealer SET version = version + 1 WHERE id = \(id)")
        try EventStore.add(event, by: person, tx)
    }

    /// Where he works, and on what.
    private static func setGround(
        _ id: ID<Dealer>, _ dealer: DealerParticulars, _ groups: Set<ID<ProductGroup>>, _ places: Places,
        _ tx: Transaction
    ) throws {
        try tx.execute("DELETE FROM dealer_city WHERE dealer_id = \(id)")
        for city in Set(dealer.cities.map(places.id)).sorted() {
            try tx.execute("INSERT INTO dealer_city (dealer_id, city_id) VALUES (\(id), \(city))")
        }
        try tx.execute("DELETE FROM dealer_group WHERE dealer_id = \(id)")
        for group in groups.sorted() {
            try tx.execute("INSERT INTO dealer_group (dealer_id, group_id) VALUES (\(id), \(group))")
        }
    }

    /// As the history keeps them; days as ISO 8601.
    private static func facts(_ id: ID<Dealer>, _ tx: Transaction) throws -> [String: String] {
        let row = try tx.one(
            """
            SELECT d.name, d.manager, d.mobile, d.national_id, d.grade, c.name_fa, d.daily_capacity, d.contract_from,
                   d.contract_to
            FROM dealer d JOIN city c ON c.id = d.city_id WHERE d.id = \(id)
            """)
        let (capacity, from, to): (Int, CalendarDay, CalendarDay) = (
            try row("daily_capacity"), try row("contract_from"), try row("contract_to")
        )
        let cities = try tx.list(
            """
            SELECT c.name_fa FROM dealer_city x JOIN city c ON c.id = x.city_id WHERE x.dealer_id = \(id) ORDER BY c.id
            """, as: String.self)
        let groups = try tx.list(
            """
            SELECT g.name_fa FROM dealer_group x JOIN product_group g ON g.id = x.group_id WHERE x.dealer_id = \(id)
            ORDER BY g.id
            """, as: String.self)
        return [
            "name": try row("name"), "manager": try row("manager"), "mobile": try row("mobile"),
            "national_id": try row("national_id"), "grade": try row("grade"), "city": try row("name_fa"),
            "capacity": String(capacity), "contract_from": from.isoText, "contract_to": to.isoText,
            "cities": cities.joined(separator: "، "), "groups": groups.joined(separator: "، "),
        ]
    }

    private static func add(
        _ dealer: DealerParticulars, _ sheba: Sheba, _ groups: Set<ID<ProductGroup>>, _ places: Places,
        by person: ID<Person>?, _ tx: Transaction
    ) throws {
        let id: ID<Dealer> = try tx.insert(
            """
            INSERT INTO dealer (code, name, manager, mobile, sheba, national_id, grade, city_id, daily_capacity,
                                contract_from, contract_to)
            VALUES (\(dealer.code), \(dealer.name), \(dealer.manager), \(dealer.mobile.e164), \(sheba.text),
                    \(dealer.nationalID), \(dealer.grade), \(places.id(dealer.city)), \(dealer.dailyCapacity),
                    \(dealer.contract.lowerBound), \(dealer.contract.upperBound))
            """)
        try setGround(id, dealer, groups, places, tx)
        try EventStore.add(Event("added", of: .dealer(id), in: "dealers"), by: person, tx)
    }

    private static func update(
        _ id: ID<Dealer>, _ dealer: DealerParticulars, _ places: Places, _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            UPDATE dealer SET name = \(dealer.name), manager = \(dealer.manager), mobile = \(dealer.mobile.e164),
                national_id = \(dealer.nationalID), grade = \(dealer.grade),
                city_id = \(places.id(dealer.city)), daily_capacity = \(dealer.dailyCapacity),
                contract_from = \(dealer.contract.lowerBound), contract_to = \(dealer.contract.upperBound)
            WHERE id = \(id)
            """)
    }
}
