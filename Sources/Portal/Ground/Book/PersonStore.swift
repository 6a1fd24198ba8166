import Database
import Domain
import Web

/// The company's book of people. Its events can say who, whatever becomes of the directory; and here it is decided who
/// may do what: the directory follows (`FollowBook`).
package enum PersonStore {
    /// Adds the person, or gives him this name and these roles where he is in the book.
    @discardableResult
    package static func set(
        _ id: ID<Person>, _ name: String, _ mobile: MobileNumber, _ roles: Roles, _ dealer: ID<Dealer>?,
        _ tx: Transaction
    ) throws -> Member {
        try Member(
            tx.one(
                """
                INSERT INTO person (id, name, mobile, roles, dealer_id)
                VALUES (\(id), \(name), \(mobile.e164), \(roles.text), \(dealer))
                ON CONFLICT (id) DO UPDATE SET
                    name = excluded.name, mobile = excluded.mobile, roles = excluded.roles,
                    dealer_id = excluded.dealer_id, version = person.version + 1
                RETURNING id, name, mobile, roles, dealer_id, state, version
                """))
    }

    /// - Throws: `Refusal.hidden` where this company has no such person.
    package static func find(_ id: ID<Person>, _ tx: Transaction) throws -> Member {
        let row = try tx.row("SELECT id, name, mobile, roles, dealer_id, state, version FROM person WHERE id = \(id)")
        guard let row else { throw Refusal.hidden }
        return try Member(row)
    }

    package static func find(_ mobile: MobileNumber, _ tx: Transaction) throws -> Member? {
        try tx.row(
            "SELECT id, name, mobile, roles, dealer_id, state, version FROM person WHERE mobile = \(mobile.e164)"
        ).map(Member.init)
    }

    package static func all(_ tx: Transaction) throws -> [Member] {
        try tx.rows("SELECT id, name, mobile, roles, dealer_id, state, version FROM person ORDER BY id").map(
            Member.init
        )
        .inPersianOrder(by: \.name)
    }

    /// - Throws: `Refusal.stale` where somebody was faster.
    package static func setRoles(
        _ member: Member, _ roles: Roles, _ dealer: ID<Dealer>?, version: Int64, _ tx: Transaction
    ) throws {
        let changed = try tx.execute(
            """
            UPDATE person SET roles = \(roles.text), dealer_id = \(dealer), version = version + 1
            WHERE id = \(member.id) AND version = \(version)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
    }

    /// - Throws: `Refusal.stale` where somebody was faster.
    package static func setLocked(_ member: Member, _ isLocked: Bool, version: Int64, _ tx: Transaction) throws {
        let changed = try tx.execute(
            """
            UPDATE person SET state = \(isLocked ? "locked" : "open"), version = version + 1
            WHERE id = \(member.id) AND version = \(version)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
    }

    /// For a book that was brought back: newer than what the directory has seen, and locked where the directory is.
    package static func overtake(_ place: MembershipStore.Standing, _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE person SET version = CASE WHEN version > \(place.version) THEN version ELSE \(place.version + 1) END,
                state = CASE WHEN \(place.isLocked) = 1 THEN 'locked' ELSE state END
            WHERE id = \(place.person)
            """)
    }

    /// The people who may enter, in one of these roles. - Parameter dealer: whose people; nil for the head office.
    package static func open(in roles: Set<Role>, of dealer: ID<Dealer>?, _ tx: Transaction) throws -> [ID<Person>] {
        let place: SQL = dealer.map { "dealer_id = \($0)" } ?? "dealer_id IS NULL"
        return try tx.rows("SELECT id, roles FROM person WHERE state = 'open' AND \(place)").compactMap { row in
            Roles(text: try row("roles")).meet(roles) ? try row("id") : nil
        }
    }

    /// Those of these people who may enter.
    static func open(among people: Set<ID<Person>>, _ tx: Transaction) throws -> [ID<Person>] {
        try tx.list("SELECT id FROM person WHERE state = 'open' AND id IN (\(people.sorted()))")
    }

    /// Whether somebody else administers this company, so that it is never left without.
    package static func hasOtherAdministrator(than id: ID<Person>, _ tx: Transaction) throws -> Bool {
        try tx.list("SELECT roles FROM person WHERE state = 'open' AND id <> \(id)", as: String.self)
            .contains { Roles(text: $0).all.contains(.administrator) }
    }
}
