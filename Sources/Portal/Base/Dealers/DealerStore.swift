import Database
import Domain
import Ground

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
        let known = try id(dealer.code, tx)
        let before = try known.map { try facts($0, tx) }
        let id = try known ?? add(dealer, places, tx)
        if let known {
            try update(known, dealer, places, tx)
            try ShebaChangeStore.ask(dealer.sheba, of: known, from: .file, by: person, tx)
        }
        try tx.execute("DELETE FROM dealer_city WHERE dealer_id = \(id)")
        for city in Set(dealer.cities.map(places.id)).sorted() {
            try tx.execute("INSERT INTO dealer_city (dealer_id, city_id) VALUES (\(id), \(city))")
        }
        try tx.execute("DELETE FROM dealer_group WHERE dealer_id = \(id)")
        for group in Set(try dealer.groups.map { try ProductGroupStore.findOrAdd($0, words, tx) }).sorted() {
            try tx.execute("INSERT INTO dealer_group (dealer_id, group_id) VALUES (\(id), \(group))")
        }
        try writeDown(id, before, by: person, tx)
        return known == nil
    }

    /// What a file or a command has changed. - Parameter before: nil for a dealer who was added.
    private static func writeDown(
        _ id: ID<Dealer>, _ before: [String: String]?, by person: ID<Person>?, _ tx: Transaction
    ) throws {
        guard let before else {
            return try EventStore.add(Event("added", of: .dealer(id), in: "dealers"), by: person, tx)
        }
        let event = Event("changed", of: .dealer(id), in: "dealers", from: before, to: try facts(id, tx))
        if event.changesSomething { try EventStore.add(event, by: person, tx) }
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

    private static func add(_ dealer: DealerRecord, _ places: Places, _ tx: Transaction) throws -> ID<Dealer> {
        try tx.insert(
            """
            INSERT INTO dealer (code, name, manager, mobile, sheba, national_id, grade, city_id, daily_capacity,
                                contract_from, contract_to)
            VALUES (\(dealer.code), \(dealer.name), \(dealer.manager), \(dealer.mobile.e164), \(dealer.sheba.text),
                    \(dealer.nationalID), \(dealer.grade), \(places.id(dealer.city)), \(dealer.dailyCapacity),
                    \(dealer.contract.lowerBound), \(dealer.contract.upperBound))
            """)
    }

    private static func update(
        _ id: ID<Dealer>, _ dealer: DealerRecord, _ places: Places, _ tx: Transaction
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
