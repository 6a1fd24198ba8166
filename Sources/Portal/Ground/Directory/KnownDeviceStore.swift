import Database
import Domain
import Web

/// From where somebody says who he is.
package struct Caller: Sendable {
    let address: IPAddress?
    /// As it is counted; nil where nobody knows it.
    package var counted: String? { address?.counted }
    /// Of the token in the cookie of a browser in which somebody has signed in before, its hash.
    package let device: String?

    package init(address: IPAddress?, device: String?) { (self.address, self.device) = (address, device) }
}

/// The browsers in which a person has signed in before. Whoever tries his number elsewhere locks it for himself and all others,
/// but not for these; they have a count of their own.
package enum KnownDeviceStore {
    /// Seconds: longer no browser keeps a cookie.
    package static let seconds: Int64 = 400 * 86_400
    /// Of one person.
    private static let kept = 20

    /// - Returns: how many of its own passwords were wrong, and until when it is locked by them; nil where the owner of the
    ///   number has not signed in there.
    package static func find(
        _ hash: String, of mobile: MobileNumber, _ tx: Transaction
    ) throws -> (failures: Int, lockedUntil: Instant)? {
        try tx.row(
            """
            SELECT k.failures, k.locked_until FROM known_device k JOIN login a ON a.id = k.login_id
            WHERE k.token_hash = \(hash) AND a.mobile = \(mobile.e164)
            """
        ).map { (try $0("failures"), try $0("locked_until")) }
    }

    /// He has signed in there. - Returns: the token for the browser's cookie; nil where it has one of ours.
    package static func remember(_ login: ID<Person>, at caller: Caller, _ tx: Transaction) throws -> String? {
        // A token that we have not given is taken from nobody: else one could be put into another's browser.
        var known = caller.device
        if let hash = known,
            try tx.value("SELECT 1 FROM known_device WHERE token_hash = \(hash) LIMIT 1", as: Int.self) == nil
        {
            known = nil
        }
        let token = known == nil ? Secrets.token() : nil
        guard let hash = known ?? token.map(Secrets.hash) else { return nil }
        try tx.execute(
            """
            INSERT INTO known_device (token_hash, login_id, seen_at) VALUES (\(hash), \(login), \(tx.now))
            ON CONFLICT (token_hash, login_id) DO UPDATE SET failures = 0, locked_until = 0, seen_at = excluded.seen_at
            """)
        try tx.execute(
            """
            DELETE FROM known_device WHERE login_id = \(login) AND token_hash NOT IN
                (SELECT token_hash FROM known_device WHERE login_id = \(login)
                 ORDER BY seen_at DESC, token_hash LIMIT \(kept))
            """)
        return token
    }

    /// One more wrong password; the fifth locks it, as it would the number.
    static func fail(_ hash: String, of mobile: MobileNumber, _ tx: Transaction) throws {
        let until = tx.now.adding(seconds: FailureStore.lockSeconds)
        try tx.execute(
            """
            UPDATE known_device
            SET failures = CASE WHEN failures >= \(FailureStore.most) THEN 1 ELSE failures + 1 END,
                locked_until = CASE WHEN failures = \(FailureStore.most - 1) THEN \(until) ELSE 0 END
            WHERE token_hash = \(hash) AND login_id = (SELECT id FROM login WHERE mobile = \(mobile.e164))
            """)
    }

    static func forgive(_ hash: String, of mobile: MobileNumber, _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE known_device SET failures = 0, locked_until = 0
            WHERE token_hash = \(hash) AND login_id = (SELECT id FROM login WHERE mobile = \(mobile.e164))
            """)
    }

    /// - Parameter caller: whose own browser stays.
    package static func removeAll(of login: ID<Person>, but caller: Caller? = nil, _ tx: Transaction) throws {
        try tx.execute(
            "DELETE FROM known_device WHERE login_id = \(login) AND token_hash <> \(caller?.device ?? "")")
    }

    static func sweep(_ tx: Transaction) throws {
        try tx.execute("DELETE FROM known_device WHERE seen_at < \(tx.now.adding(seconds: -seconds))")
    }
}
