import Database
import Domain

/// Who may enter which company, and as what.
package enum MembershipStore {
    /// Lets the person in as the company's book says; an older state never overtakes a newer one.
    package static func set(_ member: Member, in company: ID<Company>, _ tx: Transaction) throws {
        try tx.execute(
            """
            INSERT INTO membership (company_id, login_id, name, roles, dealer_id, state, version, made_at)
            VALUES (\(company), \(member.id), \(member.name), \(member.roles.text), \(member.dealer),
                    \(member.isLocked ? "locked" : "open"), \(member.version), \(tx.now))
            ON CONFLICT (company_id, login_id) DO UPDATE SET
                name = excluded.name, roles = excluded.roles, dealer_id = excluded.dealer_id, state = excluded.state,
                version = excluded.version
            WHERE membership.version < excluded.version
            """)
    }

    /// Changes a membership that exists to what the book says; makes none.
    package static func follow(_ member: Member, in company: ID<Company>, _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE membership SET name = \(member.name), roles = \(member.roles.text), dealer_id = \(member.dealer),
                   state = \(member.isLocked ? "locked" : "open"), version = \(member.version)
            WHERE company_id = \(company) AND login_id = \(member.id) AND version < \(member.version)
            """)
    }

    /// No session of his that there is enters this company any more. Where he works in no other, they all end now; else each
    /// ends when it comes here, and what he does elsewhere meanwhile is not touched.
    package static func signOut(_ login: ID<Person>, of company: ID<Company>, _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE membership SET signed_out_at = \(tx.now) WHERE company_id = \(company) AND login_id = \(login)
            """)
        guard try companies(of: login, tx).allSatisfy({ $0.company.id == company }) else { return }
        try SessionStore.removeAll(of: login, tx)
    }

    /// How far the directory has followed the book of a company, by person.
    package struct Standing: Sendable {
        package let person: ID<Person>
        package let version: Int64
        package let isLocked: Bool
    }

    package static func standings(of company: ID<Company>, _ tx: Transaction) throws -> [Standing] {
        try tx.rows("SELECT login_id, version, state FROM membership WHERE company_id = \(company)").map { row in
            Standing(
                person: try row("login_id"), version: try row("version"),
                isLocked: try row("state") as String == "locked")
        }
    }

    /// Whoever is not in the company's book has no place there.
    package static func keep(only people: [ID<Person>], of company: ID<Company>, _ tx: Transaction) throws {
        let known = Set(people)
        for place in try standings(of: company, tx) where !known.contains(place.person) {
            try tx.execute("DELETE FROM membership WHERE company_id = \(company) AND login_id = \(place.person)")
        }
    }

    /// A company where a person may work, and as what.
    package struct Place: Sendable {
        package let company: CompanyRow
        package let roles: Roles
    }

    /// How many people of dealers may work in a company.
    package static func dealerPeople(of company: ID<Company>, _ tx: Transaction) throws -> Int {
        try tx.value(
            """
            SELECT count(*) FROM membership
            WHERE company_id = \(company) AND state = 'open' AND dealer_id IS NOT NULL
            """) ?? 0
    }

    /// Each company where he has a place, also one that is closed or has locked him.
    static func codePlaces(of login: ID<Person>, _ tx: Transaction) throws -> [SignInRule.Place] {
        try tx.rows(
            """
            SELECT m.roles, c.sign_in_way, c.resets_by_code,
                   CASE WHEN m.state = 'open' AND c.state = 'open' THEN 1 ELSE 0 END AS is_open
            FROM membership m JOIN company c ON c.id = m.company_id WHERE m.login_id = \(login)
            """
        ).map { SignInRule.Place(Roles(text: try $0("roles")), try CodeRule($0), isOpen: try $0("is_open")) }
    }

    /// The open companies where this person may work, by name.
    package static func companies(of login: ID<Person>, _ tx: Transaction) throws -> [Place] {
        try tx.rows(
            """
            SELECT c.id, c.slug, c.name_fa, c.name_en, c.place, m.roles
            FROM membership m JOIN company c ON c.id = m.company_id
            WHERE m.login_id = \(login) AND m.state = 'open' AND c.state = 'open' ORDER BY c.id
            """
        ).map { Place(company: try CompanyRow($0), roles: Roles(text: try $0("roles"))) }
            .inPersianOrder(by: \.company.nameFa)
    }
}
