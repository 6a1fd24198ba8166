import Database
import Domain
import Web

/// One signed-in browser of a person.
package struct Session: Sendable {
    package let tokenHash: String
    package let device: String
    package let madeAt: Instant
    package let seenAt: Instant

    package init(_ row: Row) throws {
        tokenHash = try row("token_hash")
        device = try row("device")
        madeAt = try row("made_at")
        seenAt = try row("seen_at")
    }
}

/// Signed-in browsers. The cookie's token is stored only as its hash.
package enum SessionStore {
    /// Thirty days without a visit end a session.
    package static let lifetime: Int64 = 30 * 86_400
    /// How stale `seen_at` may grow before it is written: a page view must not cost a disk flush.
    static let seenGrain: Int64 = 600

    package static func add(_ token: String, account: ID<Person>, device: String, _ tx: Transaction) throws {
        try tx.execute(
            """
            INSERT INTO session (token_hash, account_id, made_at, seen_at, ends_at, device)
            VALUES (\(Secrets.hash(token)), \(account), \(tx.now), \(tx.now), \(tx.now.adding(seconds: lifetime)),
                    \(String(device.prefix(200))))
            """)
    }

    /// Who holds this token, and his place in the company of this slug, in one reading.
    package static func visitor(_ tokenHash: String, company slug: String, _ tx: Transaction) throws -> Visitor? {
        try tx.row(
            """
            SELECT a.id, a.name, a.mobile, a.language, s.seen_at, s.token_hash,
                   m.company_id, m.account_id, m.name AS member_name, m.roles, m.dealer_id,
                   c.slug, c.name_fa, c.name_en, c.place, c.read_only_until,
                   (SELECT count(*) FROM membership o WHERE o.account_id = a.id AND o.state = 'open') AS places
            FROM session s JOIN account a ON a.id = s.account_id
            LEFT JOIN company c ON c.slug = \(slug) AND c.state = 'open'
            LEFT JOIN membership m ON m.company_id = c.id AND m.account_id = a.id AND m.state = 'open'
            WHERE s.token_hash = \(tokenHash) AND s.ends_at > \(tx.now)
            """
        ).map(Visitor.init)
    }

    static func sweep(_ tx: Transaction) throws { try tx.execute("DELETE FROM session WHERE ends_at < \(tx.now)") }

    package static func touch(_ tokenHash: String, _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE session SET seen_at = \(tx.now), ends_at = \(tx.now.adding(seconds: lifetime))
            WHERE token_hash = \(tokenHash)
            """)
    }

    package static func remove(_ tokenHash: String, _ tx: Transaction) throws {
        try tx.execute("DELETE FROM session WHERE token_hash = \(tokenHash)")
    }

    /// Newest first.
    package static func all(of account: ID<Person>, _ tx: Transaction) throws -> [Session] {
        try tx.rows(
            """
            SELECT token_hash, device, made_at, seen_at FROM session
            WHERE account_id = \(account) AND ends_at > \(tx.now) ORDER BY seen_at DESC, made_at DESC, token_hash
            """
        ).map(Session.init)
    }

    /// One of this person's own; another's stays.
    package static func remove(_ tokenHash: String, of account: ID<Person>, _ tx: Transaction) throws {
        try tx.execute("DELETE FROM session WHERE token_hash = \(tokenHash) AND account_id = \(account)")
    }

    package static func removeOthers(than tokenHash: String, of account: ID<Person>, _ tx: Transaction) throws {
        try tx.execute("DELETE FROM session WHERE account_id = \(account) AND token_hash <> \(tokenHash)")
    }

    package static func removeAll(of account: ID<Person>, _ tx: Transaction) throws {
        try tx.execute("DELETE FROM session WHERE account_id = \(account)")
    }

    package static func removeEnded(_ tx: Transaction) throws {
        try tx.execute("DELETE FROM session WHERE ends_at <= \(tx.now)")
    }
}
