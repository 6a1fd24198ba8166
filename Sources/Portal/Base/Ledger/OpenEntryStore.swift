import Database
import Domain

/// The rows of accounts that wait for a payout. One is here from its posting until a payout holds it, and again where that
/// payout gives it back; the doctor compares.
package enum OpenEntryStore {
    /// What gathered rows of accounts: a payout, or one row of it.
    package enum Holder {
        case payout(ID<Payout>)
        case item(ID<PayoutItem>)

        fileprivate var entries: SQL {
            switch self {
            case .payout(let id): "SELECT g.entry_id FROM gathered_entry g WHERE g.payout_id = \(id)"
            case .item(let id): "SELECT g.entry_id FROM gathered_entry g WHERE g.item_id = \(id)"
            }
        }
    }

    /// Of a row of an account (alias `e`): that of the work of its claim, else its own. No join: a file would make a list of all
    /// claims for it.
    package static let day: SQL = "coalesce((SELECT w.day FROM claim_day w WHERE w.claim_id = e.claim_id), e.on_day)"

    /// A row that was just posted, of a kind that payouts gather.
    static func open(_ entry: ID<LedgerEntry>, _ tx: Transaction) throws {
        try add("\(entry)", tx)
    }

    /// What it holds waits again; rows of kinds that no payout gathers are passed over.
    package static func open(heldBy holder: Holder, _ tx: Transaction) throws {
        try add(holder.entries, tx)
    }

    /// What it holds waits no more. - Returns: how many rows of accounts waited.
    package static func take(heldBy holder: Holder, _ tx: Transaction) throws -> Int {
        try tx.execute("DELETE FROM open_entry WHERE entry_id IN (\(holder.entries))")
    }

    private static func add(_ entries: SQL, _ tx: Transaction) throws {
        try tx.execute(
            """
            INSERT INTO open_entry (entry_id, dealer_id, day, kind, amount)
            SELECT e.id, e.dealer_id, \(day), e.kind, e.amount FROM ledger_entry e
            WHERE e.id IN (\(entries)) AND e.kind IN (\(LedgerKind.gathered))
            """)
    }
}
