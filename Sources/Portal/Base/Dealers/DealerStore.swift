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
        return known == nil
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
