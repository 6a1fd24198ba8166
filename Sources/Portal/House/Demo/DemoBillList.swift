import Database
import Domain

extension DemoList {
    struct PaidWork: Sendable {
        let number: String
        let customer: String
    }

    struct OpenBill: Sendable {
        let id: ID<SalesInvoice>
        let amount: Int64
    }

    /// Repairs that no warranty is known to pay, done long ago.
    static func paidWork(limit: Int, _ tx: Transaction) throws -> [PaidWork] {
        try tx.rows(
            """
            SELECT j.number, c.name FROM job j JOIN customer c ON c.id = j.customer_id
            WHERE j.state = 'done' AND j.warranty = 'unknown' AND j.service_type = 'repair'
            ORDER BY j.completed_on, j.id LIMIT \(literal: limit)
            """
        ).map { PaidWork(number: try $0("number"), customer: try $0("name")) }
    }

    /// What is owed of an invoice.
    static func openBill(_ number: String, _ tx: Transaction) throws -> OpenBill {
        let row = try tx.one(
            """
            SELECT b.id, r.total - r.settled AS open FROM sales_invoice b JOIN receivable r ON r.invoice_id = b.id
            WHERE b.number = \(number)
            """)
        return OpenBill(id: try row("id"), amount: try row("open"))
    }
}
