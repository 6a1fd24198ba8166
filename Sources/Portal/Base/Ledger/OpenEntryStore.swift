import Database
import Domain

/// The rows of accounts that wait for a payout. One is here from its posting until a payout holds it, and again where that
/// payout gives it back; the doctor compares.
package enum OpenEntryStore {
    /// Of a row of an account (alias `e`): that of the work of its claim, else its own. No join: a file would make a list of all
    /// claims for it.
    package static let day: SQL = "coalesce((SELECT w.day FROM claim_day w WHERE w.claim_id = e.claim_id), e.on_day)"

    /// - Parameter entries: one id, or a query of ids; those of kinds that no payout gathers are passed over.
    package static func open(_ entries: SQL, _ tx: Transaction) throws {
        try tx.execute(
            """
            INSERT INTO open_entry (entry_id, dealer_id, day, kind, amount)
            SELECT e.id, e.dealer_id, \(day), e.kind, e.amount FROM ledger_entry e
            WHERE e.id IN (\(entries)) AND e.kind IN (\(LedgerKind.gathered))
            """)
    }

    /// - Parameter entries: a query of ids, which a payout holds from now on.
    /// - Returns: how many of them waited.
    package static func take(_ entries: SQL, _ tx: Transaction) throws -> Int {
        try tx.execute("DELETE FROM open_entry WHERE entry_id IN (\(entries))")
    }
}
