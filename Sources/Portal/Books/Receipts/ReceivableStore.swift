import Base
import Database
import Domain
import Ground
import Web
import Work

/// What customers owe, invoice by invoice.
enum ReceivableStore {
    static func open(
        _ invoice: ID<SalesInvoice>, of customer: ID<Customer>, due: CalendarDay, total: Int64, _ tx: Transaction
    ) throws {
        _ = try tx.execute(
            """
            INSERT INTO receivable (invoice_id, customer_id, due_on, total)
            VALUES (\(invoice), \(customer), \(due), \(total))
            """)
    }

    /// Those of a customer that are not paid, as they are due. - Parameter chosen: nil for all of them.
    static func unpaid(
        of customer: ID<Customer>, among chosen: Set<ID<SalesInvoice>>? = nil, _ tx: Transaction
    ) throws -> [OpenBill] {
        try tx.rows(
            """
            SELECT invoice_id, total - settled AS open FROM receivable
            WHERE customer_id = \(customer) AND settled < total ORDER BY due_on, invoice_id
            """
        ).map { OpenBill(try $0("invoice_id"), open: try $0("open")) }.filter { chosen?.contains($0.id) ?? true }
    }

    /// Whether anybody owes anything.
    static func hasOpen(_ tx: Transaction) throws -> Bool {
        try tx.value("SELECT 1 FROM receivable WHERE settled < total LIMIT 1", as: Int.self) != nil
    }

    /// - Parameter amount: below zero where a payment is no more.
    /// - Throws: `Refusal.stale` where less is owed meanwhile.
    static func settle(_ invoice: ID<SalesInvoice>, _ amount: Int64, _ tx: Transaction) throws {
        let changed = try tx.execute(
            """
            UPDATE receivable SET settled = settled + \(amount)
            WHERE invoice_id = \(invoice) AND settled + \(amount) BETWEEN 0 AND total
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("receipts.over")) }
    }

    /// A done job whose invoice is paid is closed: nothing more is to be done about it. One for which nothing is owed stays done,
    /// so that its visits can be put right once such an invoice was taken back.
    static func closeIfPaid(_ invoice: ID<SalesInvoice>, by actor: Actor?, _ tx: Transaction) throws {
        let job: ID<Job>? = try tx.value(
            """
            SELECT b.job_id FROM receivable r JOIN sales_invoice b ON b.id = r.invoice_id
            WHERE r.invoice_id = \(invoice) AND r.settled = r.total AND r.total > 0
            """)
        guard let job else { return }
        let row = try JobStore.known(job, tx)
        if row.state.allows(.close) { try JobStore.move(row, .close, by: actor, detail: [:], tx) }
    }

    /// With a customer who turns out to be another.
    static let move = CustomerMove("receivable") { customer, tx in
        try tx.list("SELECT invoice_id FROM receivable WHERE customer_id = \(customer) ORDER BY invoice_id")
    } move: { ids, customer, tx in
        _ = try tx.execute("UPDATE receivable SET customer_id = \(customer) WHERE invoice_id IN (\(ids))")
    }

    /// Nobody is taken out who owes something, or whose money the company has.
    static func obstacle(for customer: ID<Customer>, _ tx: Transaction) throws -> Complaint? {
        let owes: Int? = try tx.value(
            "SELECT 1 FROM receivable WHERE customer_id = \(customer) AND settled < total LIMIT 1")
        let has: Int? = try tx.value(
            """
            SELECT 1 FROM customer_receipt WHERE customer_id = \(customer) AND used < amount AND state <> 'bounced'
            LIMIT 1
            """)
        return owes != nil || has != nil ? Complaint("bills.privacy.open") : nil
    }

    /// Whether he was billed or has paid since a moment.
    static func hasDealt(_ customer: ID<Customer>, since moment: Instant, _ tx: Transaction) throws -> Bool {
        let row = try tx.one(
            """
            SELECT EXISTS (SELECT 1 FROM receivable r JOIN sales_invoice b ON b.id = r.invoice_id
                           WHERE r.customer_id = \(customer) AND b.made_at >= \(moment))
                OR EXISTS (SELECT 1 FROM customer_receipt
                           WHERE customer_id = \(customer) AND made_at >= \(moment)) AS has_dealt
            """)
        return try row("has_dealt")
    }
}
