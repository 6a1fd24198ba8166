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
    /// How stale `seen_at` may grow before it is written: a page view must not cost a disk flush.
    static let seenGrain: Int64 = 600

    /// Whoever has just signed in has proved that it is he. Its end is the latest there is; what ends it sooner is seen at
    /// each request (`SessionRules`).
    /// - Parameter company: by whose code he has come in; nil where by a password.
    package static func add(
        _ token: String, login: ID<Person>, device: String, byCodeOf company: ID<Company>? = nil, _ tx: Transaction
    ) throws {
        let end = SessionRules.everyone.end(madeAt: tx.now, seenAt: tx.now)
        try tx.execute(
            """
            INSERT INTO session (token_hash, login_id, made_at, seen_at, confirmed_at, ends_at, device,
                                 code_company_id)
            VALUES (\(Secrets.hash(token)), \(login), \(tx.now), \(tx.now), \(tx.now), \(end),
                    \(String(device.prefix(200))), \(company))
            """)
    }

    /// Who holds this token, and his place in the company of this slug, in one reading.
    package static func visitor(_ tokenHash: String, company slug: String, _ tx: Transaction) throws -> Visitor? {
        try tx.row(
            """
            SELECT a.id, a.name, a.mobile, a.language, s.made_at, s.seen_at, s.confirmed_at, s.token_hash,
                   s.code_company_id, m.company_id, m.login_id, m.name AS member_name, m.roles, m.dealer_id, m.signed_out_at,
                   p.seen_at AS here_at, c.slug, c.name_fa, c.name_en, c.place, c.read_only_until,
                   (SELECT count(*) FROM membership o WHERE o.login_id = a.id AND o.state = 'open') AS places,
                   (SELECT count(*) FROM membership o WHERE o.login_id = a.id AND o.state = 'open'
                        AND \(isShort)) AS short_places,
                   (SELECT count(*) FROM second_step t WHERE t.login_id = a.id) AS second_steps,
                   c.second_step_roles
            FROM session s JOIN login a ON a.id = s.login_id
            LEFT JOIN company c ON c.slug = \(slug) AND c.state = 'open'
            LEFT JOIN membership m ON m.company_id = c.id AND m.login_id = a.id AND m.state = 'open'
            LEFT JOIN session_place p ON p.token_hash = s.token_hash AND p.company_id = m.company_id
            WHERE s.token_hash = \(tokenHash) AND s.ends_at > \(tx.now)
            """
        ).map(Visitor.init)
    }

    /// Whether a membership `o` has one of `SessionRules.short`: no other role is called so.
    private static var isShort: SQL {
        "(o.roles LIKE '%administrator%' OR o.roles LIKE '%finance%')"
    }

    static func sweep(_ tx: Transaction) throws { try tx.execute("DELETE FROM session WHERE ends_at < \(tx.now)") }

    /// He is here. - Parameter rule: his; whoever changes sides has the other one from his next request on.
    package static func touch(_ visitor: Visitor, _ rule: SessionRule, _ tx: Transaction) throws {
        let end = rule.end(madeAt: visitor.madeAt, seenAt: tx.now)
        try tx.execute(
            "UPDATE session SET seen_at = \(tx.now), ends_at = \(end) WHERE token_hash = \(visitor.tokenHash)")
        guard let company = visitor.membership?.company.id else { return }
        try tx.execute(
            """
            INSERT INTO session_place (token_hash, company_id, seen_at)
            SELECT token_hash, \(company), \(tx.now) FROM session WHERE token_hash = \(visitor.tokenHash)
            ON CONFLICT (token_hash, company_id) DO UPDATE SET seen_at = excluded.seen_at
            """)
    }

    /// Those of a person that come to this company, newest first.
    package static func all(of login: ID<Person>, in company: ID<Company>, _ tx: Transaction) throws -> [Session] {
        try tx.rows(
            """
            SELECT s.token_hash, s.device, s.made_at, p.seen_at
            FROM session s JOIN session_place p ON p.token_hash = s.token_hash AND p.company_id = \(company)
            JOIN membership m ON m.company_id = p.company_id AND m.login_id = s.login_id
            WHERE s.login_id = \(login) AND s.ends_at > \(tx.now)
                AND (m.signed_out_at IS NULL OR s.made_at > m.signed_out_at)
            ORDER BY p.seen_at DESC, s.made_at DESC, s.token_hash
            """
        ).map(Session.init)
    }

    /// Its person has just proved that it is he.
    package static func confirm(_ tokenHash: String, _ tx: Transaction) throws {
        try tx.execute("UPDATE session SET confirmed_at = \(tx.now) WHERE token_hash = \(tokenHash)")
    }

    package static func remove(_ tokenHash: String, _ tx: Transaction) throws {
        try tx.execute("DELETE FROM session WHERE token_hash = \(tokenHash)")
    }

    /// Newest first.
    package static func all(of login: ID<Person>, _ tx: Transaction) throws -> [Session] {
        try tx.rows(
            """
            SELECT token_hash, device, made_at, seen_at FROM session
            WHERE login_id = \(login) AND ends_at > \(tx.now) ORDER BY seen_at DESC, made_at DESC, token_hash
            """
        ).map(Session.init)
    }

    /// One of this person's own; another's stays.
    package static func remove(_ tokenHash: String, of login: ID<Person>, _ tx: Transaction) throws {
        try tx.execute("DELETE FROM session WHERE token_hash = \(tokenHash) AND login_id = \(login)")
    }

    package static func removeOthers(than tokenHash: String, of login: ID<Person>, _ tx: Transaction) throws {
        try tx.execute("DELETE FROM session WHERE login_id = \(login) AND token_hash <> \(tokenHash)")
    }

    /// Nor is any browser his any more.
    package static func removeAll(of login: ID<Person>, _ tx: Transaction) throws {
        try KnownDeviceStore.removeAll(of: login, tx)
        try tx.execute("DELETE FROM session WHERE login_id = \(login)")
    }

    package static func removeEnded(_ tx: Transaction) throws {
        try tx.execute("DELETE FROM session WHERE ends_at <= \(tx.now)")
    }
}
