import Database
import Domain
import Ground

/// What must hold of the customers' money whatever happened, to the smallest unit.
package enum BooksDoctorList {
    private static let most = 20

    package static func problems(_ tx: Transaction) throws -> [Complaint] {
        try sums(tx) + figures(tx) + settled(tx) + used(tx) + credits(tx) + owners(tx) + missed(tx)
    }

    /// A bill that is not the sum of its lines.
    private static func sums(_ tx: Transaction) throws -> [Complaint] {
        try numbers(
            """
            SELECT b.number FROM sales_invoice b LEFT JOIN sales_invoice_line l ON l.invoice_id = b.id
            GROUP BY b.id, b.number, b.value, b.covered, b.discount, b.net, b.vat, b.total
            HAVING coalesce(sum(l.price * l.quantity), 0) <> b.value OR coalesce(sum(l.discount), 0) <> b.discount
                OR coalesce(sum(CASE WHEN l.bearer <> 'customer' THEN l.price * l.quantity ELSE 0 END), 0) <> b.covered
                OR coalesce(sum(l.base), 0) <> b.net OR coalesce(sum(l.vat), 0) <> b.vat
                OR coalesce(sum(l.base + l.vat), 0) <> b.total OR count(l.id) = 0
            ORDER BY b.id LIMIT \(literal: most)
            """, "doctor.bill_sum", tx)
    }

    /// A line whose tax is not what its base and rate make of it.
    private static func figures(_ tx: Transaction) throws -> [Complaint] {
        try numbers(
            """
            SELECT DISTINCT b.number FROM sales_invoice_line l JOIN sales_invoice b ON b.id = l.invoice_id
            WHERE l.vat <> l.base / 10000 * l.rate + l.base % 10000 * l.rate / 10000
            ORDER BY b.number LIMIT \(literal: most)
            """, "doctor.bill_vat", tx)
    }

    /// An invoice that is settled otherwise than by what has paid for it.
    private static func settled(_ tx: Transaction) throws -> [Complaint] {
        try numbers(
            """
            SELECT b.number FROM receivable r JOIN sales_invoice b ON b.id = r.invoice_id
            LEFT JOIN receipt_share s ON s.invoice_id = r.invoice_id
            GROUP BY b.id, b.number, b.total, r.total, r.settled
            HAVING coalesce(sum(s.amount), 0) <> r.settled OR r.total <> b.total
            ORDER BY b.id LIMIT \(literal: most)
            """, "doctor.bill_settled", tx)
    }

    /// A receipt of which more or less was used than its shares say.
    private static func used(_ tx: Transaction) throws -> [Complaint] {
        try numbers(
            """
            SELECT x.number FROM customer_receipt x LEFT JOIN receipt_share s ON s.receipt_id = x.id
            GROUP BY x.id, x.number, x.used HAVING coalesce(sum(s.amount), 0) <> x.used
            ORDER BY x.id LIMIT \(literal: most)
            """, "doctor.receipt_used", tx)
    }

    /// A credit note that takes back what its invoice does not have, or otherwise than it was billed.
    private static func credits(_ tx: Transaction) throws -> [Complaint] {
        try numbers(
            """
            SELECT DISTINCT b.number FROM sales_invoice b JOIN sales_invoice_line l ON l.invoice_id = b.id
            LEFT JOIN sales_invoice_line o ON o.id = l.refers_id
            WHERE b.kind = 'credit' AND (o.id IS NULL OR o.invoice_id <> b.refers_id OR o.base <> l.base
                OR o.vat <> l.vat OR o.price * o.quantity <> l.price * l.quantity)
            ORDER BY b.number LIMIT \(literal: most)
            """, "doctor.credit_note", tx)
    }

    /// Money of a dealer's that counts for another amount than his visit says, or stands otherwise in his account.
    private static func owners(_ tx: Transaction) throws -> [Complaint] {
        try numbers(
            """
            SELECT x.number FROM customer_receipt x JOIN visit v ON v.id = x.visit_id
            LEFT JOIN ledger_entry e ON e.id = x.entry_id
            WHERE x.amount <> v.customer_labour + v.customer_parts + v.customer_travel
                OR x.entry_id IS NOT NULL AND (e.amount <> -x.amount OR e.dealer_id <> v.dealer_id)
            ORDER BY x.id LIMIT \(literal: most)
            """, "doctor.receipt_dealer", tx)
    }

    /// Of a job that was billed: what a dealer has collected of its customer, and no receipt says.
    private static func missed(_ tx: Transaction) throws -> [Complaint] {
        try numbers(
            """
            SELECT DISTINCT b.number FROM billed_job k JOIN sales_invoice b ON b.id = k.invoice_id
            JOIN visit v ON v.job_id = k.job_id LEFT JOIN customer_receipt x ON x.visit_id = v.id
            WHERE x.id IS NULL AND v.dealer_id IS NOT NULL
                AND v.customer_labour + v.customer_parts + v.customer_travel > 0
            ORDER BY b.number LIMIT \(literal: most)
            """, "doctor.bill_cash", tx)
    }

    private static func numbers(_ query: SQL, _ key: String, _ tx: Transaction) throws -> [Complaint] {
        try tx.list(query, as: String.self).map { Complaint(key, $0) }
    }
}
