import Database
import Domain
import Ground

/// Links that the operator gives to somebody who has forgotten his password.
enum PasswordResetStore {
    static let lifetime: Int64 = 3600

    /// The links before it end.
    static func add(_ tokenHash: String, account: ID<Person>, _ tx: Transaction) throws {
        try tx.execute("DELETE FROM password_reset WHERE account_id = \(account)")
        try tx.execute(
            """
            INSERT INTO password_reset (token_hash, account_id, made_at, ends_at)
            VALUES (\(tokenHash), \(account), \(tx.now), \(tx.now.adding(seconds: lifetime)))
            """)
    }

    /// Whose it is, where the link is still good.
    static func account(_ tokenHash: String, _ tx: Transaction) throws -> Login? {
        let id: ID<Person>? = try tx.value(
            "SELECT account_id FROM password_reset WHERE token_hash = \(tokenHash) AND used_at IS NULL AND ends_at > \(tx.now)"
        )
        return try id.flatMap { try LoginStore.find($0, tx) }
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
