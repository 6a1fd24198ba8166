import Database
import Domain
import Web

/// While a store is copied to another place nobody may write into it, or what he wrote would stay behind. Each writing
/// transaction looks here itself, so none slips through between a look and its commit. A seal runs out by itself: a
/// move that died leaves the company as it was.
package enum SealStore {
    /// - Throws: `Refusal.readOnly`.
    package static func check(_ tx: Transaction) throws {
        try tx.unless("SELECT until_at FROM seal WHERE until_at > \(tx.now)", orThrow: Refusal.readOnly)
    }

    /// - Returns: false where somebody else holds it.
    package static func set(_ token: String, until: Instant, _ tx: Transaction) throws -> Bool {
        let other: Int64? = try tx.value("SELECT until_at FROM seal WHERE until_at > \(tx.now) AND token <> \(token)")
        guard other == nil else { return false }
        try tx.execute("DELETE FROM seal")
        try tx.execute("INSERT INTO seal (token, until_at) VALUES (\(token), \(until))")
        return true
    }

    /// Never shortens it. - Returns: false where it ran out meanwhile, and others may have written.
    package static func extend(_ token: String, until: Instant, _ tx: Transaction) throws -> Bool {
        try tx.execute(
            """
            UPDATE seal SET until_at = CASE WHEN until_at > \(until) THEN until_at ELSE \(until) END
            WHERE token = \(token) AND until_at > \(tx.now)
            """) == 1
    }

    /// A copy is nobody's to hold.
    package static func clear(_ tx: Transaction) throws { try tx.execute("DELETE FROM seal") }

    package static func lift(_ token: String, _ tx: Transaction) throws {
        try tx.execute("DELETE FROM seal WHERE token = \(token)")
    }
}
