import Database
import Domain

extension LedgerKind: ColumnValue {}

/// A dealer's account: rows are only ever added, and the balance is their sum. Above zero the company owes the dealer.
enum LedgerStore {
    /// What was approved of a claim, on the day of the decision.
    /// - Throws: `DatabaseFault.unique` where the claim has its row.
    static func addFee(
        _ amount: Money, of claim: ID<Claim>, to dealer: ID<Dealer>, on day: CalendarDay, _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO ledger_entry (dealer_id, at, on_day, kind, amount, claim_id)
            VALUES (\(dealer), \(tx.now), \(day), \(LedgerKind.fee), \(amount.minor), \(claim))
            """)
    }

    /// What the bank has paid to the dealer, stored below zero.
    /// - Throws: `DatabaseFault.unique` where the item is in the account.
    static func addPayment(
        _ amount: Money, of item: ID<PayoutItem>, to dealer: ID<Dealer>, on day: CalendarDay, note: String,
        _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO ledger_entry (dealer_id, at, on_day, kind, amount, payout_item_id, note)
            VALUES (\(dealer), \(tx.now), \(day), \(LedgerKind.payment), \((-amount).minor), \(item), \(note))
            """)
    }
}
