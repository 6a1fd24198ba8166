import Database
import Domain
import Ground

/// A company asks a person in. Its link is handed over by the administrator and is good for one answer.
package struct Invitation: Sendable {
    package let id: ID<Invitation>
    package let company: ID<Company>
    package let mobile: MobileNumber
    package let name: String
    package let roles: Roles
    package let dealer: ID<Dealer>?
    package let madeAt: Instant
    let endsAt: Instant
    /// Its link was used to choose a password; now it waits for its owner to sign in.
    let isCompleted: Bool
    /// Its owner is a member by it.
    let isUsed: Bool
    /// Taken back, or replaced by a later one.
    let isWithdrawn: Bool

    package init(_ row: Row) throws {
        id = try row("id")
        company = try row("company_id")
        mobile = try MobileNumber(try row("mobile"))
        name = try row("name")
        roles = Roles(text: try row("roles"))
        dealer = try row.optional("dealer_id")
        madeAt = try row("made_at")
        endsAt = try row("ends_at")
        func has(_ column: String) throws -> Bool { try row.optional(column) as Instant? != nil }
        isCompleted = try has("completed_at")
        isUsed = try has("used_at")
        isWithdrawn = try has("withdrawn_at")
    }
}

enum InvitationStore {
    /// Those that nobody has used go a month after their end.
    static func sweep(_ tx: Transaction) throws {
        let old = tx.now.adding(seconds: -30 * 86_400)
        try tx.execute(
            "DELETE FROM invitation WHERE ends_at < \(old) AND accepted_at IS NULL AND completed_at IS NULL")
    }

    /// How long the link may be used.
    static let linkSeconds: Int64 = 48 * 3600
    /// How long an invitation waits for its owner to sign in, once its link was used.
    static let waitSeconds: Int64 = 14 * 86_400

    private static let columns: SQL = """
        i.id, i.company_id, i.mobile, i.name, i.roles, i.dealer_id, i.made_at, i.ends_at, i.completed_at, i.used_at,
        i.withdrawn_at
        """

    /// Neither used, withdrawn nor too old, and of a company that is open.
    private static func isOpen(_ tx: Transaction) -> SQL {
        """
        i.used_at IS NULL AND i.withdrawn_at IS NULL AND i.ends_at > \(tx.now)
        AND EXISTS (SELECT 1 FROM company c WHERE c.id = i.company_id AND c.state = 'open')
        """
    }

    /// Adds it, and withdraws what this company had sent to the same number before. With a token that was added already
    /// it changes nothing: what was sent later stays.
    static func add(
        tokenHash: String, company: ID<Company>, mobile: MobileNumber, name: String, roles: Roles, dealer: ID<Dealer>?,
        by person: ID<Person>, _ tx: Transaction
    ) throws {
        let added = try tx.execute(
            """
            INSERT INTO invitation (token_hash, company_id, mobile, name, roles, dealer_id, made_by, made_at, ends_at)
            VALUES (\(tokenHash), \(company), \(mobile.e164), \(name), \(roles.text), \(dealer), \(person), \(tx.now),
                    \(tx.now.adding(seconds: linkSeconds)))
            ON CONFLICT (token_hash) DO NOTHING
            """)
        guard added == 1 else { return }
        try tx.execute(
            """
            UPDATE invitation SET withdrawn_at = \(tx.now)
            WHERE company_id = \(company) AND mobile = \(mobile.e164) AND token_hash <> \(tokenHash)
                AND accepted_at IS NULL AND withdrawn_at IS NULL
            """)
    }

    /// By its link, where that is still good.
    static func open(tokenHash: String, _ tx: Transaction) throws -> Invitation? {
        try tx.row(
            """
            SELECT \(columns) FROM invitation i
            WHERE i.token_hash = \(tokenHash) AND \(isOpen(tx))
            """
        ).map(Invitation.init)
    }

    /// The company that the owner of this number has joined by this link.
    static func company(joinedBy tokenHash: String, _ mobile: String, _ tx: Transaction) throws -> CompanyRow? {
        try tx.row(
            """
            SELECT c.id, c.slug, c.name_fa, c.name_en, c.place FROM invitation i JOIN company c ON c.id = i.company_id
            WHERE i.token_hash = \(tokenHash) AND i.mobile = \(mobile) AND i.used_at IS NOT NULL AND c.state = 'open'
            """
        ).map(CompanyRow.init)
    }

    /// Those whose link made this login: whoever signs in with the password chosen there has accepted.
    static func completed(by login: ID<Person>, _ tx: Transaction) throws -> [Invitation] {
        try tx.rows(
            "SELECT \(columns) FROM invitation i WHERE i.login_id = \(login) AND \(isOpen(tx)) ORDER BY i.id"
        ).map(Invitation.init)
    }

    static func pending(of company: ID<Company>, _ tx: Transaction) throws -> [Invitation] {
        try tx.rows(
            """
            SELECT \(columns) FROM invitation i
            WHERE i.company_id = \(company) AND i.accepted_at IS NULL AND \(isOpen(tx)) ORDER BY i.id DESC
            """
        ).map(Invitation.init)
    }

    static func find(tokenHash: String, in company: ID<Company>, _ tx: Transaction) throws -> Invitation? {
        try tx.row(
            "SELECT \(columns) FROM invitation i WHERE i.token_hash = \(tokenHash) AND i.company_id = \(company)"
        ).map(Invitation.init)
    }

    static func find(_ id: ID<Invitation>, in company: ID<Company>, _ tx: Transaction) throws -> Invitation? {
        try tx.row("SELECT \(columns) FROM invitation i WHERE i.id = \(id) AND i.company_id = \(company)").map(
            Invitation.init)
    }

    /// Spends the link. - Parameter login: the one it made, if it made one. - Returns: false where it was spent already.
    static func complete(_ id: ID<Invitation>, made login: ID<Person>?, _ tx: Transaction) throws -> Bool {
        try tx.execute(
            """
            UPDATE invitation SET completed_at = \(tx.now), login_id = \(login),
                   ends_at = \(tx.now.adding(seconds: waitSeconds))
            WHERE id = \(id) AND completed_at IS NULL AND used_at IS NULL AND withdrawn_at IS NULL AND ends_at > \(tx.now)
            """) == 1
    }

    /// Accepting again goes on where a crash broke off. Whether he joins is decided in the company's book.
    /// - Returns: false where it is not open any more.
    static func accept(_ id: ID<Invitation>, _ tx: Transaction) throws -> Bool {
        try tx.execute(
            """
            UPDATE invitation SET accepted_at = COALESCE(accepted_at, \(tx.now))
            WHERE id = \(id) AND used_at IS NULL AND withdrawn_at IS NULL AND ends_at > \(tx.now)
            """) == 1
    }

    static func use(_ id: ID<Invitation>, _ tx: Transaction) throws {
        try tx.execute("UPDATE invitation SET used_at = \(tx.now) WHERE id = \(id) AND used_at IS NULL")
    }

    /// After the company's book has said so; it may be done again.
    static func withdraw(_ id: ID<Invitation>, of company: ID<Company>, _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE invitation SET withdrawn_at = \(tx.now)
            WHERE id = \(id) AND company_id = \(company) AND used_at IS NULL AND withdrawn_at IS NULL
            """)
    }
}
