import Database
import Domain

/// What the doctor reads of the files for the bank. Each list is of things that do not hold.
package enum BankDoctorList {
    package static func problems(_ tx: Transaction) throws -> [Complaint] { try orders(tx) + files(tx) }

    /// The orders of a row are its amount: the bank is told to pay no more and no less.
    private static func orders(_ tx: Transaction) throws -> [Complaint] {
        let items: [String] = try tx.list(
            """
            SELECT i.reference FROM bank_batch b JOIN payout_item i ON i.payout_id = b.payout_id
            LEFT JOIN (SELECT batch_id, item_id, sum(amount) AS amount FROM bank_order GROUP BY batch_id, item_id) o
                ON o.batch_id = b.id AND o.item_id = i.id
            WHERE b.replaced_at IS NULL AND coalesce(o.amount, 0) <> i.amount
            """)
        return items.map { Complaint("doctor.bank_orders", $0) }
    }

    /// The control sums of a file are those of its orders.
    private static func files(_ tx: Transaction) throws -> [Complaint] {
        let files: [String] = try tx.list(
            """
            SELECT f.name FROM bank_file f
            LEFT JOIN (SELECT file_id, count(*) AS orders, sum(amount) AS amount FROM bank_order GROUP BY file_id) o
                ON o.file_id = f.id
            WHERE coalesce(o.orders, 0) <> f.order_count OR coalesce(o.amount, 0) <> f.total
            """)
        return files.map { Complaint("doctor.bank_file", $0) }
    }
}
