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
        let seller = try tx.one(
            """
            SELECT d.id, d.name, d.economic_code, d.national_id
            FROM payout_item i JOIN dealer d ON d.id = i.dealer_id WHERE i.id = \(item)
            """)
        let (dealer, name): (ID<Dealer>, String) = (try seller("id"), try seller("name"))
        let (code, nationalID): (String, String) = (try seller("economic_code"), try seller("national_id"))
        try tx.execute(
            """
            INSERT INTO invoice (number, item_id, dealer_id, on_day, seller_name, seller_code, seller_national_id, buyer_code,
                                 buyer_national_id)
            VALUES (\(number), \(item), \(dealer), \(day), \(name), \(code), \(nationalID), \(buyer.economicCode),
                    \(buyer.nationalID))
            """)
    }

    static func cancel(for item: ID<PayoutItem>, on day: CalendarDay, _ tx: Transaction) throws {
        try tx.execute("UPDATE invoice SET cancelled_on = \(day) WHERE item_id = \(item) AND cancelled_on IS NULL")
    }
}
