import Database
import Domain

/// The rows of a payout as a bank is told them.
package enum PayableList {
    package struct Row: Hashable, Sendable {
        package let item: ID<PayoutItem>
        package let row: PaymentRow
    }

    /// In the payout's order.
    package static func rows(of payout: ID<Payout>, _ tx: Transaction) throws -> [Row] {
        try tx.rows(
            """
            SELECT i.id, i.sheba, i.amount, i.payee, i.reference, d.national_id, d.code
            FROM payout_item i JOIN dealer d ON d.id = i.dealer_id WHERE i.payout_id = \(payout) ORDER BY i.position
            """
        ).map { row in
            Row(
                item: try row("id"),
                row: PaymentRow(
                    sheba: try row("sheba"), amount: try row("amount"), payee: try row("payee"),
                    reference: try row("reference"), nationalID: try row("national_id"), dealer: try row("code")))
        }
    }

    /// The latest payouts by number, to look at a format with.
    package static func payouts(_ tx: Transaction) throws -> [String] {
        try tx.list("SELECT number FROM payout ORDER BY id DESC LIMIT 20")
    }
}
