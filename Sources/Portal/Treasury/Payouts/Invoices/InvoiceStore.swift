import Database
import Domain
import Ground

/// Invoices that the company writes in dealers' names. Numbers have no gap; a cancelled one keeps its number.
enum InvoiceStore {
    /// Writes the invoice of a row that was paid, where it carries value added tax.
    /// - Parameter year: of the company's calendar, by the day of the payment.
    static func add(for item: ID<PayoutItem>, on day: CalendarDay, year: Int, _ tx: Transaction) throws {
        let carriesTax: Int? = try tx.value(
            "SELECT 1 FROM payout_deduction WHERE item_id = \(item) AND kind = 'vat' LIMIT 1")
        guard carriesTax != nil else { return }
        let number = try NumberStore.next("invoice", year: year, tx)
        let buyer = try SettlementSetting.buyer(tx)
        try tx.execute(
            """
            INSERT INTO invoice (number, item_id, dealer_id, on_day, seller_name, seller_code, seller_national_id, buyer_code,
                                 buyer_national_id)
            SELECT \(number), i.id, d.id, \(day), d.name, d.economic_code, d.national_id, \(buyer.economicCode),
                   \(buyer.nationalID)
            FROM payout_item i JOIN dealer d ON d.id = i.dealer_id WHERE i.id = \(item)
            """)
    }

    static func cancel(for item: ID<PayoutItem>, on day: CalendarDay, _ tx: Transaction) throws {
        try tx.execute("UPDATE invoice SET cancelled_on = \(day) WHERE item_id = \(item) AND cancelled_on IS NULL")
    }
}
