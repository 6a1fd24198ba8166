import Database
import Domain
import Ground

/// Links for somebody who has forgotten his password: of the operator, or got for a code on the telephone.
enum PasswordResetStore {
    static let lifetime: Int64 = 3600
    /// Of one that a code has given: he sits before the page.
    static let codeLifetime: Int64 = 600

    /// The links before it end. - Parameter company: whose code has given it; nil where the operator has.
    static func add(
        _ tokenHash: String, login: ID<Person>, byCodeOf company: ID<Company>? = nil, _ tx: Transaction
    ) throws {
        let end = tx.now.adding(seconds: company == nil ? lifetime : codeLifetime)
        try tx.execute("DELETE FROM password_reset WHERE login_id = \(login)")
        try tx.execute(
            """
            INSERT INTO password_reset (token_hash, login_id, made_at, ends_at, code_company_id)
            VALUES (\(tokenHash), \(login), \(tx.now), \(end), \(company))
            """)
    }

    /// Whose it is, where the link is still good: one that a code has given only as long as that company would give it.
    static func login(_ tokenHash: String, _ tx: Transaction) throws -> Login? { try find(tokenHash, tx)?.login }

    /// The same, and by whose code.
    static func find(_ tokenHash: String, _ tx: Transaction) throws -> (login: Login, codeCompany: ID<Company>?)? {
        let row = try tx.row(
            """
            SELECT login_id, code_company_id FROM password_reset
            WHERE token_hash = \(tokenHash) AND used_at IS NULL AND ends_at > \(tx.now)
            """)
        guard let row else { return nil }
        let (id, company): (ID<Person>, ID<Company>?) = (try row("login_id"), try row.optional("code_company_id"))
        if let company, try DirectoryStore.codeCompany(of: id, for: .password, tx)?.id != company { return nil }
        return try LoginStore.find(id, tx).map { (login: $0, codeCompany: company) }
    }

    /// - Returns: false where the link is not good any more.
    static func use(_ tokenHash: String, _ tx: Transaction) throws -> Bool {
        try tx.execute(
            """
            UPDATE password_reset SET used_at = \(tx.now)
            WHERE token_hash = \(tokenHash) AND used_at IS NULL AND ends_at > \(tx.now)
            """) == 1
    }

    static func sweep(_ tx: Transaction) throws {
        try tx.execute("DELETE FROM password_reset WHERE ends_at < \(tx.now.adding(seconds: -86_400))")
    }
}
