import Database
import Domain
import Ground

/// How a person is told beside the bell.
struct Reach: Sendable {
    let email: String
    let isProven: Bool
    let bySms: Bool
    let byEmail: Bool

    /// Who has said nothing.
    static let usual = Reach(email: "", isProven: false, bySms: true, byEmail: false)
}

/// What people say of how they are told, and the codes that prove an address.
enum ReachStore {
    /// Seconds.
    static let codeLasts: Int64 = 600

    static func find(_ person: ID<Person>, _ tx: Transaction) throws -> Reach {
        try tx.row("SELECT email, proven_at, by_sms, by_email FROM person_reach WHERE person_id = \(person)").map {
            row in
            let provenAt: Instant? = try row.optional("proven_at")
            return Reach(
                email: try row("email"), isProven: provenAt != nil, bySms: try row("by_sms"),
                byEmail: try row("by_email"))
        } ?? .usual
    }

    /// Another address must be proven anew.
    static func set(
        _ person: ID<Person>, email: String, bySms: Bool, byEmail: Bool, _ tx: Transaction
    ) throws {
        _ = try tx.execute(
            """
            INSERT INTO person_reach (person_id, email, by_sms, by_email)
            VALUES (\(person), \(email), \(bySms), \(byEmail))
            ON CONFLICT (person_id) DO UPDATE SET
                proven_at = CASE WHEN person_reach.email = excluded.email THEN person_reach.proven_at END,
                code_hash = CASE WHEN person_reach.email = excluded.email THEN person_reach.code_hash ELSE '' END,
                email = excluded.email, by_sms = excluded.by_sms, by_email = excluded.by_email
            """)
    }

    /// - Returns: false where one went out within the last minute.
    static func setCode(_ hash: String, of person: ID<Person>, _ tx: Transaction) throws -> Bool {
        let end = tx.now.adding(seconds: codeLasts)
        return try tx.execute(
            """
            UPDATE person_reach SET code_hash = \(hash), code_ends_at = \(end), tries = 0
            WHERE person_id = \(person) AND email <> '' AND code_ends_at <= \(end.adding(seconds: -60))
            """) == 1
    }

    /// Counts a try before it is looked at. - Returns: false where the code is wrong or over.
    static func prove(_ hash: String, by person: ID<Person>, _ tx: Transaction) throws -> Bool {
        let counted = try tx.execute(
            """
            UPDATE person_reach SET tries = tries + 1
            WHERE person_id = \(person) AND code_hash <> '' AND code_ends_at > \(tx.now) AND tries < \(PhoneCode.mostTries)
            """)
        guard counted == 1 else { return false }
        return try tx.execute(
            """
            UPDATE person_reach SET proven_at = \(tx.now), code_hash = ''
            WHERE person_id = \(person) AND code_hash = \(hash)
            """) == 1
    }
}
