import Database
import Domain
import Web

/// Invoices as pages show them.
enum InvoiceList {
    struct Line: Sendable {
        let number: String
        let day: CalendarDay
        let isCancelled: Bool
    }

    struct Paper: Sendable {
        let number: String
        let item: ID<PayoutItem>
        let day: CalendarDay
        let seller: String
        let sellerCode: String
        let sellerNationalID: String
        let buyerCode: String
        let buyerNationalID: String
        let payout: String
        let bankReference: String?
        let cancelledOn: CalendarDay?
    }

    /// A dealer's, newest first.
    static func of(_ dealer: ID<Dealer>, _ tx: Transaction) throws -> [Line] {
        try tx.rows(
            "SELECT number, on_day, cancelled_on FROM invoice WHERE dealer_id = \(dealer) ORDER BY id DESC LIMIT \(literal: 24)"
        ).map { row in
            let cancelled: CalendarDay? = try row.optional("cancelled_on")
            return Line(number: try row("number"), day: try row("on_day"), isCancelled: cancelled != nil)
        }
    }

    /// - Throws: `Refusal.hidden` where this dealer has none of this number.
    static func find(_ number: String, of dealer: ID<Dealer>, _ tx: Transaction) throws -> Paper {
        let row = try tx.row(
            """
            SELECT v.number, v.item_id, v.on_day, v.seller_name, v.seller_code, v.seller_national_id, v.buyer_code,
                   v.buyer_national_id, v.cancelled_on, p.number AS payout, i.bank_reference
            FROM invoice v JOIN payout_item i ON i.id = v.item_id JOIN payout p ON p.id = i.payout_id
            WHERE v.number = \(number) AND v.dealer_id = \(dealer)
            """)
        guard let row else { throw Refusal.hidden }
        return Paper(
            number: try row("number"), item: try row("item_id"), day: try row("on_day"), seller: try row("seller_name"),
            sellerCode: try row("seller_code"), sellerNationalID: try row("seller_national_id"),
            buyerCode: try row("buyer_code"), buyerNationalID: try row("buyer_national_id"), payout: try row("payout"),
            bankReference: try row.optional("bank_reference"), cancelledOn: try row.optional("cancelled_on"))
    }

    static func sums(of item: ID<PayoutItem>, _ currency: Currency, _ tx: Transaction) throws -> [(
        kind: LedgerKind, amount: Money
    )] {
        let rows = try tx.rows("SELECT kind, amount FROM payout_item_sum WHERE item_id = \(item)")
        let sums: [(kind: LedgerKind, amount: Money)] = try rows.map {
            (try $0("kind"), Money(try $0("amount"), currency))
        }
        return LedgerKind.allCases.flatMap { kind in sums.filter { $0.kind == kind } }
    }
}
