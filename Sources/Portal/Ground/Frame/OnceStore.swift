import Database
import Domain
import Web

/// A form that was sent twice (a double tap, a repeated request on a poor line) does its work once and leads to the same
/// place. The key is the hidden field `key`, made anew for each form that is shown.
package enum OnceStore {
    /// Runs the work unless this person has already sent this form; either way, the place it led to.
    /// - Parameter key: empty where the form has none; then the work always runs.
    package static func run(
        _ key: String, by actor: Actor, _ tx: Transaction, _ work: (Transaction) throws -> String
    ) throws -> String {
        guard !key.isEmpty else { return try work(tx) }
        let stored = "\(actor.person):\(Secrets.hash(key))"
        let earlier: String? = try tx.value("SELECT location FROM idempotency_key WHERE key = \(stored)")
        if let earlier { return earlier }
        let location = try work(tx)
        try tx.execute(
            """
            INSERT INTO idempotency_key (key, person_id, location, made_at)
            VALUES (\(stored), \(actor.person), \(location), \(tx.now))
            """)
        return location
    }
}
