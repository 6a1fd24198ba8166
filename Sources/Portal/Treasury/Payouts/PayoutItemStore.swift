import Base
import Database
import Domain
import Web

extension PayoutItemState: ColumnValue {}
extension DeductionRule.Kind: ColumnValue {}
extension DeductionRule.Base: ColumnValue {}

/// The rows of payouts, and the rows of accounts that each has gathered.
enum PayoutItemStore {
    /// The payee and his account are kept as they are now: the bank's file never changes after.
    static func add(
        _ item: PayoutPlan.Item, at position: Int, to payout: ID<Payout>, number: String, _ tx: Transaction
    ) throws {
        let payee: String? = try tx.value("SELECT manager FROM dealer WHERE id = \(item.due.dealer)")
        let id: ID<PayoutItem> = try tx.insert(
            """
            INSERT INTO payout_item (payout_id, position, dealer_id, amount, sheba, payee, reference)
            VALUES (\(payout), \(position), \(item.due.dealer), \(item.amount.minor), \(item.sheba.text), \(payee),
                    \(PaymentRow.reference(payout: number, position: position)))
            """)
        for sum in item.sums {
            try tx.execute(
                """
                INSERT INTO payout_item_sum (item_id, kind, entries, amount)
                VALUES (\(id), \(sum.kind), \(sum.count), \(sum.amount.minor))
                """)
        }
        for (place, line) in item.deductions.enumerated() {
            try tx.execute(
                """
                INSERT INTO payout_deduction (item_id, position, rule_id, kind, percent, base, base_amount, amount)
                VALUES (\(id), \(place + 1), \(line.rule.id), \(line.rule.kind), \(line.rule.percent.hundredths),
                        \(line.rule.base), \(line.base.minor), \(line.amount.minor))
                """)
        }
    }

    /// Puts what waits in the accounts of the payout's dealers, and is not held back today, into its rows.
    /// - Returns: how many rows of accounts it gathered.
    /// - Throws: `DatabaseFault.unique` where one is in another payout.
    static func gather(
        into payout: ID<Payout>, upTo day: CalendarDay, today: CalendarDay, _ tx: Transaction
    ) throws -> Int {
        try tx.execute(
            """
            INSERT INTO payout_entry (entry_id, item_id)
            SELECT o.entry_id, i.id FROM payout_item i JOIN open_entry o ON o.dealer_id = i.dealer_id
            WHERE i.payout_id = \(payout) AND o.day <= \(day)
            AND o.entry_id NOT IN (\(HeldPayList.entries(today)))
            """)
        return try OpenEntryStore.take(heldBy: .payout(payout), tx)
    }

    /// What it gathered is free for another payout. - Returns: which rows of accounts they were.
    static func free(_ holder: OpenEntryStore.Holder, _ tx: Transaction) throws -> [ID<LedgerEntry>] {
        let items: SQL =
            switch holder {
            case .payout(let id): "SELECT i.id FROM payout_item i WHERE i.payout_id = \(id)"
            case .item(let id): "\(id)"
            }
        try OpenEntryStore.open(heldBy: holder, tx)
        let freed: [ID<LedgerEntry>] = try tx.list(
            "DELETE FROM payout_entry WHERE item_id IN (\(items)) RETURNING entry_id")
        return freed.sorted()
    }

    /// - Throws: `Refusal.stale` where it does not wait any more.
    static func pay(_ item: ID<PayoutItem>, on day: CalendarDay, reference: String, _ tx: Transaction) throws {
        let changed = try tx.execute(
            """
            UPDATE payout_item SET state = 'paid', paid_on = \(day), bank_reference = \(reference)
            WHERE id = \(item) AND state = 'waiting'
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
    }

    /// - Throws: `Refusal.stale` where it is not in that state any more.
    static func giveBack(
        _ item: ID<PayoutItem>, from state: PayoutItemState, text: String, _ tx: Transaction
    ) throws {
        let changed = try tx.execute(
            "UPDATE payout_item SET state = 'returned', bank_text = \(text) WHERE id = \(item) AND state = \(state)")
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
    }
}
