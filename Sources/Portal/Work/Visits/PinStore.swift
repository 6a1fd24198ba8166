import Base
import Database
import Domain

/// Where customers' houses stand, as those who were there have marked them.
enum PinStore {
    /// With a customer who turns out to be another.
    static let move = CustomerMove("pin") { customer, tx in
        try tx.list("SELECT id FROM pin WHERE customer_id = \(customer) ORDER BY id")
    } move: { ids, customer, tx in
        _ = try tx.execute("UPDATE pin SET customer_id = \(customer) WHERE id IN (\(ids))")
    }

    /// For the form of a customer's addresses.
    static let ofAddresses = AddressPins { customer, tx in
        let pins = try pins(of: [customer], tx)
        return { pins[customer, $0] }
    } add: { pin, customer, address, person, tx in
        try add(pin, of: customer, at: address, by: person, tx)
    } remove: { customer, address, tx in
        try remove(of: customer, at: address, tx)
    }

    /// All that was ever marked of it: what was a mistake, or is not wanted to be known, is kept nowhere.
    static func remove(of customer: ID<Customer>, at address: String, _ tx: Transaction) throws {
        try tx.execute(
            "DELETE FROM pin WHERE customer_id = \(customer) AND address_key = \(SearchText.squeezed(address))")
    }

    static func add(_ pin: MapPin, of job: ID<Job>, by person: ID<Person>, _ tx: Transaction) throws {
        let row = try tx.one("SELECT customer_id, address FROM job WHERE id = \(job)")
        try add(pin, of: row("customer_id"), at: row("address"), by: person, tx)
    }

    private static func add(
        _ pin: MapPin, of customer: ID<Customer>, at address: String, by person: ID<Person>, _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO pin (customer_id, address_key, latitude_e5, longitude_e5, made_by, made_at)
            VALUES (\(customer), \(SearchText.squeezed(address)), \(pin.latitudeE5), \(pin.longitudeE5), \(person),
                    \(tx.now))
            """)
    }

    /// Its address, and where that lies as far as is known.
    static func place(of job: JobRow, _ tx: Transaction) throws -> (address: String, pin: MapPin?) {
        let address: String = try tx.one("SELECT address FROM job WHERE id = \(job.id)")("address")
        return (address, try pins(of: [job.customer], tx)[job.customer, address])
    }

    /// Of these customers, by customer and address: the newest.
    static func pins(of customers: [ID<Customer>], _ tx: Transaction) throws -> Pins {
        guard !customers.isEmpty else { return Pins(places: [:]) }
        let rows = try tx.rows(
            """
            SELECT customer_id, address_key, latitude_e5, longitude_e5 FROM pin
            WHERE customer_id IN (\(customers)) ORDER BY id
            """)
        return Pins(
            places: try rows.reduce(into: [:]) { places, row in
                let place = Pins.Place(customer: try row("customer_id"), address: try row("address_key"))
                places[place] = MapPin(latitudeE5: try row("latitude_e5"), longitudeE5: try row("longitude_e5"))
            })
    }
}

/// The pins of some customers' addresses.
struct Pins: Sendable {
    struct Place: Hashable, Sendable {
        let customer: ID<Customer>
        let address: String
    }

    let places: [Place: MapPin]

    subscript(customer: ID<Customer>, address: String) -> MapPin? {
        places[Place(customer: customer, address: SearchText.squeezed(address))]
    }
}
