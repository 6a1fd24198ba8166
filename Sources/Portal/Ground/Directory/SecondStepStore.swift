import Database
import Domain

/// The second step of a person's sign-in, where he has one.
package struct SecondStep: Sendable {
    /// Of what his codes are made; only the server opens it.
    package let sealed: String
    package let madeAt: Instant
    /// Recovery codes that were not used.
    package let codesLeft: Int
}

/// What telephones make codes of, and the codes for who has lost his.
package enum SecondStepStore {
    package static func find(_ login: ID<Person>, _ tx: Transaction) throws -> SecondStep? {
        try tx.row(
            """
            SELECT t.secret, t.made_at, (SELECT count(*) FROM recovery_code c
                WHERE c.login_id = t.login_id AND c.used_at IS NULL) AS codes_left
            FROM second_step t WHERE t.login_id = \(login)
            """
        ).map { SecondStep(sealed: try $0("secret"), madeAt: try $0("made_at"), codesLeft: try $0("codes_left")) }
    }

    /// - Parameter step: of the code that has proved that the telephone is right; it does not open again.
    /// - Throws: `DatabaseFault.unique` where he has one.
    package static func add(
        _ sealed: String, of login: ID<Person>, used step: Int64, recovery hashes: [String], _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO second_step (login_id, secret, made_at, last_step)
            VALUES (\(login), \(sealed), \(tx.now), \(step))
            """)
        try setRecovery(hashes, of: login, tx)
    }

    /// Those before open nothing any more.
    package static func setRecovery(_ hashes: [String], of login: ID<Person>, _ tx: Transaction) throws {
        try tx.execute("DELETE FROM recovery_code WHERE login_id = \(login)")
        for hash in hashes {
            try tx.execute("INSERT INTO recovery_code (login_id, code_hash) VALUES (\(login), \(hash))")
        }
    }

    package static func remove(of login: ID<Person>, _ tx: Transaction) throws {
        try tx.execute("DELETE FROM recovery_code WHERE login_id = \(login)")
        try tx.execute("DELETE FROM second_step WHERE login_id = \(login)")
    }

    /// - Returns: false where the code of this step, or of a later one, was used.
    package static func use(step: Int64, of login: ID<Person>, _ tx: Transaction) throws -> Bool {
        try tx.execute(
            "UPDATE second_step SET last_step = \(step) WHERE login_id = \(login) AND last_step < \(step)") == 1
    }

    /// - Returns: false where there is none, or it was used.
    package static func use(recovery hash: String, of login: ID<Person>, _ tx: Transaction) throws -> Bool {
        try tx.execute(
            """
            UPDATE recovery_code SET used_at = \(tx.now)
            WHERE login_id = \(login) AND code_hash = \(hash) AND used_at IS NULL
            """) == 1
    }
}

/// Whoever has given the right password, or a code that was sent to him, and still owes the one of his second step.
package enum HalfSignInStore {
    package static let seconds: Int64 = 600

    /// - Parameter company: by whose code it was begun; nil where by a password.
    package static func add(
        _ hash: String, login: ID<Person>, byCodeOf company: ID<Company>? = nil, _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO half_sign_in (token_hash, login_id, ends_at, code_company_id)
            VALUES (\(hash), \(login), \(tx.now.adding(seconds: seconds)), \(company))
            """)
    }

    package static func find(
        _ hash: String, _ tx: Transaction
    ) throws -> (login: ID<Person>, codeCompany: ID<Company>?)? {
        try tx.row(
            """
            SELECT login_id, code_company_id FROM half_sign_in WHERE token_hash = \(hash) AND ends_at > \(tx.now)
            """
        ).map { (try $0("login_id"), try $0.optional("code_company_id")) }
    }

    /// - Returns: false where it was ended meanwhile.
    package static func remove(_ hash: String, _ tx: Transaction) throws -> Bool {
        try tx.execute("DELETE FROM half_sign_in WHERE token_hash = \(hash)") == 1
    }

    /// A new password, or a second step that was taken away, ends what was begun before.
    package static func removeAll(of login: ID<Person>, _ tx: Transaction) throws {
        try tx.execute("DELETE FROM half_sign_in WHERE login_id = \(login)")
    }

    static func sweep(_ tx: Transaction) throws { try tx.execute("DELETE FROM half_sign_in WHERE ends_at < \(tx.now)") }
}
