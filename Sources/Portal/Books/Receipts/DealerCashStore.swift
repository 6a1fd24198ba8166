import Base
import Database
import Domain
import Ground
import Web
import Work

/// What dealers have collected of a job's customer, as their visits say it.
enum DealerCashStore {
    static func take(
        of job: ID<Job>, _ customer: ID<Customer>, by person: ID<Person>, in company: OpenCompany, _ tx: Transaction
    ) throws {
        let from = try BooksSetting(tx).cashFrom
        let visits = try tx.rows(
            """
            SELECT v.id, v.dealer_id, v.visited_on, v.customer_labour + v.customer_parts + v.customer_travel AS amount
            FROM visit v LEFT JOIN customer_receipt x ON x.visit_id = v.id
            WHERE v.job_id = \(job) AND v.dealer_id IS NOT NULL AND x.id IS NULL
                AND v.customer_labour + v.customer_parts + v.customer_travel > 0
            ORDER BY v.id
            """)
        for row in visits {
            let day: CalendarDay = try row("visited_on")
            try add(
                collected: row("amount"), at: row("id"), on: day, by: row("dealer_id"), of: customer,
                isPosted: from.map { $0 <= day } ?? false, writer: person, in: company, tx)
        }
    }

    /// Why the visits of a job stay as they are: the customer's account, and maybe the dealer's, stand on what they say.
    static func obstacle(toCorrecting job: ID<Job>, _ tx: Transaction) throws -> Complaint? {
        let taken: Int? = try tx.value(
            """
            SELECT 1 FROM customer_receipt x JOIN visit v ON v.id = x.visit_id WHERE v.job_id = \(job) LIMIT 1
            """)
        return taken == nil ? nil : Complaint("receipts.visit_fixed")
    }

    /// A job that was billed before it has ended: what was collected since counts, and a paid one is closed.
    static func end(
        _ job: EndedJob, _ actor: Actor, _ company: OpenCompany, _ tx: Transaction
    ) throws -> () throws -> Void {
        let bill = try BillStore.asked(of: job.id, tx)
        return {
            guard let bill = try bill.value() else { return }
            try take(of: job.id, job.customer, by: actor.person, in: company, tx)
            try ReceivableStore.closeIfPaid(bill, by: actor, tx)
        }
    }

    /// What a dealer has collected at a visit: it counts once, and stands in his account where it is the company's.
    private static func add(
        collected amount: Int64, at visit: ID<Visit>, on day: CalendarDay, by dealer: ID<Dealer>,
        of customer: ID<Customer>, isPosted: Bool, writer: ID<Person>, in company: OpenCompany, _ tx: Transaction
    ) throws {
        let today = company.clock.day(of: tx.now)
        let new = try NewReceipt(.dealer, amount: amount, on: min(day, today), today: today)
        let number = try ReceiptStore.number(in: company, tx)
        let entry =
            try isPosted
            ? LedgerStore.post(
                Posting(
                    kind: .cashCollected, dealer: dealer, amount: Money(-amount, company.currency), day: today,
                    madeBy: writer, note: number), tx) : nil
        let id = try ReceiptStore.insert(new, number, of: customer, visit: visit, entry: entry, by: writer, tx)
        try ReceiptStore.tell("receipt_added", id, .dealer, amount, number, by: writer, tx)
        let job: ID<SalesInvoice>? = try tx.value(
            "SELECT b.invoice_id FROM billed_job b JOIN visit v ON v.job_id = b.job_id WHERE v.id = \(visit)")
        let bills = try ReceivableStore.unpaid(of: customer, among: Set([job].compactMap(\.self)), tx)
        _ = try ReceiptStore.share(id, amount, among: bills, by: writer, tx)
    }
}
