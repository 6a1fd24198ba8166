import Database
import Domain

extension LedgerKind: ColumnValue {}

/// One row for a dealer's account.
package struct Posting: Sendable {
    package let kind: LedgerKind
    package let dealer: ID<Dealer>
    /// Above zero the company owes it.
    package let amount: Money
    package let day: CalendarDay
    package var claim: ID<Claim>?
    package var line: ID<ClaimLine>?
    /// The row of the bank's file that a payment, its return or a deduction is of.
    package var item: ID<PayoutItem>?
    /// Nobody, where a rule made it.
    package var madeBy: ID<Person>?
    package var note = ""

    package init(
        kind: LedgerKind, dealer: ID<Dealer>, amount: Money, day: CalendarDay, claim: ID<Claim>? = nil,
        line: ID<ClaimLine>? = nil, item: ID<PayoutItem>? = nil, madeBy: ID<Person>? = nil, note: String = ""
    ) {
        self.kind = kind
        self.dealer = dealer
        self.amount = amount
        self.day = day
        self.claim = claim
        self.line = line
        self.item = item
        self.madeBy = madeBy
        self.note = note
    }
}

/// A dealer's account: rows are only ever added, and the balance is their sum. Above zero the company owes the dealer.
package enum LedgerStore {
    /// - Throws: `DatabaseFault.unique` where a claim's decision (`fee`, `penalty`, `reversal`) or an item's payment or
    ///   return is in the account already.
    @discardableResult
    package static func post(_ row: Posting, _ tx: Transaction) throws -> ID<LedgerEntry> {
        let id: ID<LedgerEntry> = try tx.insert(
            """
            INSERT INTO ledger_entry (dealer_id, at, on_day, kind, amount, claim_id, claim_line_id, payout_item_id,
                                      made_by, note)
            VALUES (\(row.dealer), \(tx.now), \(row.day), \(row.kind), \(row.amount.minor), \(row.claim), \(row.line),
                    \(row.item), \(row.madeBy), \(row.note))
            """)
        if row.kind.isGathered { try OpenEntryStore.open(id, tx) }
        return id
    }
}
