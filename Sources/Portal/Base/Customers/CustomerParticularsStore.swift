import Database
import Domain
import Ground
import Web

package enum CustomerParticularsStore {
    static func find(_ id: ID<Customer>, _ tx: Transaction) throws -> CustomerParticulars {
        let row = try tx.one(
            "SELECT name, kind, national_id, email, consent, note, tags FROM customer WHERE id = \(id)")
        let places = try tx.rows(
            "SELECT city_id, address, postal_code FROM customer_address WHERE customer_id = \(id) ORDER BY id")
        return CustomerParticulars(
            name: try row("name"), kind: try row("kind"),
            numbers: try CustomerStore.numbers(of: id, tx).map { .init(stored: $0.stored, line: $0.line) },
            nationalID: try row("national_id"), email: try row("email"), consent: try row("consent"),
            note: try row("note"),
            tags: try row("tags"),
            addresses: try places.map(place))
    }

    /// - Throws: `Refusal.stale` where somebody was faster; `customers.number.taken`, `customers.….many`; `Refusal.hidden`.
    static func set(
        _ new: CustomerParticulars, of id: ID<Customer>, version: Int, by person: ID<Person>, _ tx: Transaction
    ) throws {
        guard let row = try tx.row("SELECT erased_at, merged_into FROM customer WHERE id = \(id)") else {
            throw Refusal.hidden
        }
        let (erased, merged): (Instant?, Int64?) = (try row.optional("erased_at"), try row.optional("merged_into"))
        guard erased == nil, merged == nil else { throw Complaint("customers.fixed") }
        let before = try find(id, tx)
        try CustomerLimits.check(
            numbers: new.numbers.count, addresses: new.addresses.count,
            known: (before.numbers.count, before.addresses.count))
        try write(new, of: id, version: version, tx)
        let event = Event("changed", of: .customer(id), in: "customers", from: before.texts, to: new.texts)
        if event.changesSomething { try EventStore.add(event, by: person, tx) }
    }

    /// One whom nobody knew. - Throws: as `set`.
    static func add(_ new: CustomerParticulars, by person: ID<Person>, _ tx: Transaction) throws -> ID<Customer> {
        try CustomerLimits.check(numbers: new.numbers.count, addresses: new.addresses.count)
        try check(new.numbers, of: nil, tx)
        let id = try CustomerStore.findOrAdd(CustomerNumber(new.numbers[0].stored), new.name, tx)
        let version: Int = try tx.one("SELECT version FROM customer WHERE id = \(id)")("version")
        try write(new, of: id, version: version, tx)
        try EventStore.add(
            Event("added", of: .customer(id), in: "customers", from: [:], to: new.texts), by: person, tx)
        return id
    }

    private static func write(
        _ new: CustomerParticulars, of id: ID<Customer>, version: Int,
        _ tx: Transaction
    ) throws {
        try check(new.numbers, of: id, tx)
        let further = new.numbers.dropFirst().map(\.stored)
        try tx.execute("DELETE FROM customer_number WHERE customer_id = \(id) AND number NOT IN (\([""] + further))")
        let changed = try tx.execute(
            """
            UPDATE customer SET name = \(new.name), name_key = \(SearchText.squeezed(new.name)),
                mobile = \(new.numbers[0].stored), line = \(new.numbers[0].line), kind = \(new.kind),
                national_id = \(new.nationalID), email = \(new.email), consent = \(new.consent), note = \(new.note), tags = \(new.tags),
                version = version + 1
            WHERE id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        for number in new.numbers.dropFirst() {
            try tx.execute(
                """
                INSERT INTO customer_number (customer_id, number, line) VALUES (\(id), \(number.stored), \(number.line))
                ON CONFLICT (number) DO UPDATE SET line = excluded.line
                """)
        }
        try set(new.addresses, of: id, tx)
        try CustomerStore.rewrite(wordsOf: id, tx)
    }

    /// Who is not to be told from him by what was written down: one national id, or one name in one city.
    static func twins(
        of new: CustomerParticulars, in company: OpenCompany, _ tx: Transaction
    ) throws -> [ID<Customer>] {
        let living: SQL = "merged_into IS NULL AND erased_at IS NULL"
        let same: [ID<Customer>] =
            try new.nationalID.isEmpty
            ? []
            : tx.list(
                """
                SELECT id FROM customer WHERE national_id = \(new.nationalID) AND national_id <> '' AND \(living)
                ORDER BY id LIMIT \(literal: mostTwins)
                """)
        let near = try namesakes(of: new.name, in: Set(new.addresses.map(\.city)), of: company, tx)
        return Array((same + Set(near).subtracting(same).sorted()).prefix(mostTwins))
    }

    /// Who is called so in one of these cities, wherever a city is known of him: by his addresses, jobs and cards.
    package static func namesakes(
        of name: String, in cities: Set<ID<City>>, of company: OpenCompany, _ tx: Transaction
    ) throws -> [ID<Customer>] {
        let key = SearchText.squeezed(name)
        guard !cities.isEmpty, !key.isEmpty else { return [] }
        let all: [ID<Customer>] = try tx.list(
            """
            SELECT id FROM customer WHERE name_key = \(key) AND merged_into IS NULL AND erased_at IS NULL
            ORDER BY id DESC LIMIT \(literal: mostNamesakes)
            """)
        let near = try company.fittings[CustomerSlots.cities].flatMap { try $0(all, tx) }
        return Set(near.filter { cities.contains($0.1) }.map(\.0)).sorted()
    }

    private static let mostTwins = 5
    /// Whoever is called as so many others is not found by his name.
    private static let mostNamesakes = 100

    /// What stays keeps its row: by it an undone merge knows whose it was.
    private static func set(
        _ places: [CustomerParticulars.Place], of id: ID<Customer>, _ tx: Transaction
    ) throws {
        let known = try tx.rows(
            "SELECT id, city_id, address, postal_code FROM customer_address WHERE customer_id = \(id) ORDER BY id")
        var (added, dropped): ([CustomerParticulars.Place], [Int64]) = (places, [])
        for row in known {
            if let index = try added.firstIndex(of: place(row)) {
                added.remove(at: index)
            } else {
                dropped.append(try row("id"))
            }
        }
        try tx.execute("DELETE FROM customer_address WHERE id IN (\(dropped))")
        for place in added {
            try tx.execute(
                """
                INSERT INTO customer_address (customer_id, city_id, address, postal_code)
                VALUES (\(id), \(place.city), \(place.text), \(place.postalCode))
                """)
        }
    }

    private static func place(_ row: Row) throws -> CustomerParticulars.Place {
        .init(city: try row("city_id"), text: try row("address"), postalCode: try row("postal_code"))
    }

    private static func check(
        _ numbers: [CustomerParticulars.Number], of id: ID<Customer>?, _ tx: Transaction
    ) throws {
        for number in numbers {
            guard let holder = try CustomerStore.find(stored: number.stored, tx), holder != id else { continue }
            throw Complaint("customers.number.taken", try CustomerStore.called(holder, tx))
        }
    }

    static func cities(of customers: [ID<Customer>], _ tx: Transaction) throws -> [(ID<Customer>, ID<City>)] {
        try tx.rows("SELECT customer_id, city_id FROM customer_address WHERE customer_id IN (\(customers))").map {
            (try $0("customer_id"), try $0("city_id"))
        }
    }

    static let moveNumbers = CustomerMove("number") { customer, tx in
        try tx.list("SELECT id FROM customer_number WHERE customer_id = \(customer) ORDER BY id")
    } move: { ids, customer, tx in
        _ = try tx.execute("UPDATE customer_number SET customer_id = \(customer) WHERE id IN (\(ids))")
    }

    static let moveAddresses = CustomerMove("address") { customer, tx in
        try tx.list("SELECT id FROM customer_address WHERE customer_id = \(customer) ORDER BY id")
    } move: { ids, customer, tx in
        _ = try tx.execute("UPDATE customer_address SET customer_id = \(customer) WHERE id IN (\(ids))")
    }
}
