import Database
import Domain
import Ground

/// The limits of one order, only ever added to.
enum PaymentLimitStore {
    /// - Parameter person: nobody, for what comes with the company.
    static func add(_ limit: OrderLimit, by person: ID<Person>?, _ tx: Transaction) throws {
        try tx.execute(
            """
            INSERT INTO payment_limit (method, from_day, least, greatest, at, person_id)
            VALUES (\(limit.method), \(limit.from), \(limit.least), \(limit.greatest), \(tx.now), \(person))
            """)
        let event = Event(
            "limit", of: EventSubject("payment_limit"), in: "banks",
            detail: [
                "method": limit.method.rawValue, "from": limit.from.isoText,
                "least": limit.least.map { String($0) } ?? "", "greatest": limit.greatest.map { String($0) } ?? "",
            ])
        try EventStore.add(event, by: person, tx)
    }

    static func isEmpty(_ tx: Transaction) throws -> Bool {
        try tx.value("SELECT 1 FROM payment_limit LIMIT 1", as: Int.self) == nil
    }
}
