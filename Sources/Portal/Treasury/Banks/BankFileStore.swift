import Database
import Domain
import Ground

/// Marks the ids of the files of a payout that were made together, and of one of them.
package enum BankBatch {}
enum BankFile {}

/// The files of a payout that are meant for the bank.
package struct BatchRow: Sendable {
    package let id: ID<BankBatch>
    package let version: ID<FormatVersion>
    package let rows: Int
    package let orders: Int
    let total: Int64
    package let maker: ID<Person>
    package let madeBy: String?
    package let madeAt: Instant
}

/// One file for the bank.
package struct BankFileRow: Sendable {
    package let part: Int
    package let name: String
    package let mediaType: String
    package let sha256: String
    package let rows: Int
    package let orders: Int
    let total: Int64
}

package enum BankFileStore {
    /// What lies in the blobs.
    package static func files(_ names: FileNames, _ tx: Transaction) throws -> [String] {
        try tx.list("SELECT sha256 FROM bank_file WHERE \(names.condition)")
    }

    /// - Returns: nil where none were made.
    package static func current(of payout: ID<Payout>, _ tx: Transaction) throws -> BatchRow? {
        try tx.row(
            """
            SELECT b.id, b.format_version_id, b.row_count, b.order_count, b.total, b.made_by, b.made_at, p.name
            FROM bank_batch b LEFT JOIN person p ON p.id = b.made_by
            WHERE b.payout_id = \(payout) AND b.replaced_at IS NULL
            """
        ).map { row in
            BatchRow(
                id: try row("id"), version: try row("format_version_id"), rows: try row("row_count"),
                orders: try row("order_count"), total: try row("total"), maker: try row("made_by"),
                madeBy: try row.optional("name"),
                madeAt: try row("made_at"))
        }
    }

    package static func files(of batch: ID<BankBatch>, _ tx: Transaction) throws -> [BankFileRow] {
        try tx.rows(
            """
            SELECT part, name, media_type, sha256, row_count, order_count, total FROM bank_file
            WHERE batch_id = \(batch) ORDER BY part
            """
        ).map { row in
            BankFileRow(
                part: try row("part"), name: try row("name"), mediaType: try row("media_type"),
                sha256: try row("sha256"), rows: try row("row_count"), orders: try row("order_count"),
                total: try row("total"))
        }
    }

    /// Of the format that the files were made in.
    package static func version(of batch: ID<BankBatch>, _ tx: Transaction) throws -> ID<FormatVersion> {
        try tx.one("SELECT format_version_id FROM bank_batch WHERE id = \(batch)")("format_version_id")
    }

    /// Whether an answer of the bank has been taken: then the files stand.
    static func isAnswered(_ batch: ID<BankBatch>, _ tx: Transaction) throws -> Bool {
        try tx.value("SELECT 1 FROM bank_answer WHERE batch_id = \(batch) AND state = 'taken' LIMIT 1", as: Int.self)
            != nil
    }

    /// Whether the bank has paid some of a row's orders and not all: given back as a whole, that part would be paid again.
    static func isPaidInPart(_ item: ID<PayoutItem>, _ tx: Transaction) throws -> Bool {
        try tx.value(
            """
            SELECT o.item_id FROM bank_order o JOIN bank_batch b ON b.id = o.batch_id
            WHERE o.item_id = \(item) AND b.replaced_at IS NULL GROUP BY o.item_id
            HAVING sum(CASE WHEN o.state = 'paid' THEN 1 ELSE 0 END) BETWEEN 1 AND count(*) - 1
            """, as: Int64.self) != nil
    }

    /// Whether files of a payout that the bank has got were made in this version before.
    static func isProven(_ version: ID<FormatVersion>, before batch: ID<BankBatch>, _ tx: Transaction) throws -> Bool {
        try tx.value(
            """
            SELECT 1 FROM bank_batch b JOIN payout p ON p.id = b.payout_id
            WHERE b.format_version_id = \(version) AND b.id < \(batch) AND b.replaced_at IS NULL
            AND p.state IN ('sent', 'paid') LIMIT 1
            """, as: Int.self) != nil
    }

    /// The format of the files that were made last, of whichever payout.
    static func lastFormat(_ tx: Transaction) throws -> ID<BankFormat>? {
        try tx.value(
            """
            SELECT v.format_id FROM bank_batch b JOIN bank_format_version v ON v.id = b.format_version_id
            ORDER BY b.id DESC LIMIT 1
            """)
    }

    static func putAside(_ batch: ID<BankBatch>, _ tx: Transaction) throws {
        try tx.execute("UPDATE bank_batch SET replaced_at = \(tx.now) WHERE id = \(batch)")
    }

    package static func add(
        _ made: MadeFiles, of payout: ID<Payout>, version: ID<FormatVersion>, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let sums = made.plan.sums
        let batch: ID<BankBatch> = try tx.insert(
            """
            INSERT INTO bank_batch (payout_id, format_version_id, row_count, order_count, total, made_by, made_at)
            VALUES (\(payout), \(version), \(sums.rows), \(sums.orders), \(sums.total), \(person), \(made.madeAt))
            """)
        for (part, file) in zip(made.plan.parts, made.files) {
            let id: ID<BankFile> = try tx.insert(
                """
                INSERT INTO bank_file (batch_id, part, name, media_type, sha256, row_count, order_count, total)
                VALUES (\(batch), \(part.number), \(file.name), \(file.mediaType), \(file.sha256), \(part.sums.rows),
                        \(part.sums.orders), \(part.sums.total))
                """)
            for order in part.orders {
                try tx.execute(
                    """
                    INSERT INTO bank_order (batch_id, file_id, item_id, method, amount, reference)
                    VALUES (\(batch), \(id), \(made.payable[order.row].item), \(order.method), \(order.amount),
                            \(order.reference))
                    """)
            }
        }
    }
}
