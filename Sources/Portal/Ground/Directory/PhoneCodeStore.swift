import Database
import Domain

/// Codes that went to telephones, each for the browser that has asked for it.
package enum PhoneCodeStore {
    package enum Purpose: String, Sendable { case signIn = "sign_in", password }

    /// Nobody's, until it turns out who gets it.
    package static func add(
        _ tokenHash: String, _ codeHash: String, for purpose: Purpose, _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO sign_in_code (token_hash, purpose, code_hash, ends_at)
            VALUES (\(tokenHash), \(purpose.rawValue), \(codeHash), \(tx.now.adding(seconds: PhoneCode.seconds)))
            """)
    }

    /// - Parameter company: whose account sends it.
    package static func give(
        _ tokenHash: String, to login: ID<Person>, by company: ID<Company>, _ tx: Transaction
    ) throws {
        try tx.execute(
            "UPDATE sign_in_code SET login_id = \(login), company_id = \(company) WHERE token_hash = \(tokenHash)")
    }

    /// Whether anything may still be tried: a stranger's cookie is not worth a writing.
    package static func isOpen(_ tokenHash: String, _ tx: Transaction) throws -> Bool {
        try tx.value(
            """
            SELECT 1 FROM sign_in_code
            WHERE token_hash = \(tokenHash) AND ends_at > \(tx.now) AND tries < \(PhoneCode.mostTries)
            """, as: Int.self) != nil
    }

    /// One that was right.
    package struct Used: Sendable {
        package let purpose: Purpose
        package let login: ID<Person>
        /// Whose account has sent it.
        package let company: ID<Company>
    }

    /// Counts a try before it is looked at. The right code is spent with it; a wrong one leaves the count.
    /// - Returns: nil where it is wrong, over, or was nobody's.
    package static func use(_ tokenHash: String, _ codeHash: String, _ tx: Transaction) throws -> Used? {
        let counted = try tx.execute(
            """
            UPDATE sign_in_code SET tries = tries + 1
            WHERE token_hash = \(tokenHash) AND ends_at > \(tx.now) AND tries < \(PhoneCode.mostTries)
            """)
        guard counted == 1 else { return nil }
        let row = try tx.row(
            """
            SELECT purpose, login_id, company_id FROM sign_in_code
            WHERE token_hash = \(tokenHash) AND code_hash = \(codeHash)
            """)
        guard let row, let login: ID<Person> = try row.optional("login_id"),
            let company: ID<Company> = try row.optional("company_id"),
            let purpose = Purpose(rawValue: try row("purpose"))
        else { return nil }
        try tx.execute("DELETE FROM sign_in_code WHERE token_hash = \(tokenHash)")
        return Used(purpose: purpose, login: login, company: company)
    }

    /// A password that is another one ends what was begun before.
    package static func removeAll(of login: ID<Person>, _ tx: Transaction) throws {
        try tx.execute("DELETE FROM sign_in_code WHERE login_id = \(login)")
    }

    static func sweep(_ tx: Transaction) throws { try tx.execute("DELETE FROM sign_in_code WHERE ends_at < \(tx.now)") }
}
