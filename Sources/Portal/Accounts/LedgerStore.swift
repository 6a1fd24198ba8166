import Database
import Domain

extension LedgerKind: ColumnValue {}

/// One row for a dealer's account.
struct Posting: Sendable {
    let kind: LedgerKind
    let dealer: ID<Dealer>
    /// Above zero the company owes it.
    let amount: Money
    let day: CalendarDay
    var claim: ID<Claim>?
    var line: ID<ClaimLine>?
    /// The row of the bank's file that a payment, its return or a deduction is of.
    var item: ID<PayoutItem>?
    /// Nobody, where a rule made it.
    var madeBy: ID<Person>?
    var note = ""
}

/// A dealer's account: rows are only ever added, and the balance is their sum. Above zero the company owes the dealer.
enum LedgerStore {
    /// - Throws: `DatabaseFault.unique` where a claim's decision (`fee`, `penalty`, `reversal`) or an item's payment or
    ///   return is in the account already.
    @discardableResult
    static func post(_ row: Posting, _ tx: Transaction) throws -> ID<LedgerEntry> {
        try tx.insert(
            """
            INSERT INTO ledger_entry (dealer_id, at, on_day, kind, amount, claim_id, claim_line_id, payout_item_id,
                                      made_by, note)
            VALUES (\(row.dealer), \(tx.now), \(row.day), \(row.kind), \(row.amount.minor), \(row.claim), \(row.line),
                    \(row.item), \(row.madeBy), \(row.note))
            """)
    }

    /// What was approved of a claim's lines: those in the dealer's favour as `fee`, also where they are nothing, and
    /// those against him, where there are any, as `penalty`.
    /// - Parameter person: nobody, where a rule decided it.
    /// - Throws: `DatabaseFault.unique` where the claim's decision is in the account.
    static func postDecision(
        of claim: ID<Claim>, to dealer: ID<Dealer>, on day: CalendarDay, by person: ID<Person>?, _ currency: Currency,
        _ tx: Transaction
    ) throws {
        let sums = try tx.one(
            """
            SELECT coalesce(sum(CASE WHEN approved > 0 THEN approved ELSE 0 END), 0) AS fee,
                   coalesce(sum(CASE WHEN approved < 0 THEN approved ELSE 0 END), 0) AS penalty
            FROM claim_line WHERE claim_id = \(claim)
            """)
        let (fee, penalty): (Int64, Int64) = (try sums("fee"), try sums("penalty"))
        var row = Posting(kind: .fee, dealer: dealer, amount: Money(fee, currency), day: day)
        (row.claim, row.madeBy) = (claim, person)
        try post(row, tx)
        guard penalty < 0 else { return }
        var fine = Posting(kind: .penalty, dealer: dealer, amount: Money(penalty, currency), day: day)
        (fine.claim, fine.madeBy) = (claim, person)
        try post(fine, tx)
    }
}
