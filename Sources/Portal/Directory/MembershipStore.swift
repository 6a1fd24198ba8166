import Database
import Domain

/// A person's place in one company.
public struct Membership: Sendable {
    public let company: ID<Company>
    public let account: ID<Person>
    public let name: String
    public let roles: Roles
    public let dealer: ID<Dealer>?
    public let isLocked: Bool

    init(_ row: Row) throws {
        company = try row("company_id")
        account = try row("account_id")
        name = try row("name")
        roles = Roles(text: try row("roles"))
        dealer = try row.optional("dealer_id")
        isLocked = try row("state") == "locked"
    }
}

enum MembershipStore {
    /// Adds the membership, or gives it these roles where it exists.
    static func set(
        _ company: ID<Company>, _ account: ID<Person>, name: String, roles: Roles, dealer: ID<Dealer>?, _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO membership (company_id, account_id, name, roles, dealer_id, made_at)
            VALUES (\(company), \(account), \(name), \(roles.text), \(dealer), \(tx.now))
            ON CONFLICT (company_id, account_id)
            DO UPDATE SET name = excluded.name, roles = excluded.roles, dealer_id = excluded.dealer_id
            """)
    }

    static func find(_ company: ID<Company>, _ account: ID<Person>, _ tx: Transaction) throws -> Membership? {
        try tx.row(
            """
            SELECT company_id, account_id, name, roles, dealer_id, state FROM membership
            WHERE company_id = \(company) AND account_id = \(account)
            """
        ).map(Membership.init)
    }

    static func setLocked(_ company: ID<Company>, _ account: ID<Person>, _ isLocked: Bool, _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE membership SET state = \(isLocked ? "locked" : "open")
            WHERE company_id = \(company) AND account_id = \(account)
            """)
    }

    /// The open companies where this person may work, by name.
    static func companies(of account: ID<Person>, _ tx: Transaction) throws -> [CompanyRow] {
        try tx.rows(
            """
            SELECT c.id, c.slug, c.name_fa, c.name_en, c.place FROM membership m JOIN company c ON c.id = m.company_id
            WHERE m.account_id = \(account) AND m.state = 'open' AND c.state = 'open' ORDER BY c.name_fa
            """
        ).map(CompanyRow.init)
    }
}
