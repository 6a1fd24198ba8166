import Database
import Domain

/// The company's book of names, so that its events can say who, whatever becomes of the directory.
enum PersonStore {
    static func set(
        _ id: ID<Person>, _ name: String, _ mobile: MobileNumber, _ roles: Roles, _ dealer: ID<Dealer>?, _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO person (id, name, mobile, roles, dealer_id)
            VALUES (\(id), \(name), \(mobile.e164), \(roles.text), \(dealer))
            ON CONFLICT (id) DO UPDATE SET
                name = excluded.name, mobile = excluded.mobile, roles = excluded.roles, dealer_id = excluded.dealer_id
            """)
    }

    static func setLocked(_ id: ID<Person>, _ isLocked: Bool, _ tx: Transaction) throws {
        try tx.execute("UPDATE person SET state = \(isLocked ? "locked" : "open") WHERE id = \(id)")
    }
}
