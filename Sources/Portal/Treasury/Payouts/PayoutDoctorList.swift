import Database
import Domain

/// What the doctor reads of payouts. Each list is of things that do not hold.
package enum PayoutDoctorList {
    package static func problems(_ tx: Transaction) throws -> [Complaint] {
        try payments(tx) + gathered(tx) + lines(tx) + sums(tx) + invoices(tx)
    }

    /// A row that is paid stands in its dealer's account once, with its deductions, and takes from it what it had gathered;
    /// one that waits or was given back takes nothing.
    private static func payments(_ tx: Transaction) throws -> [Complaint] {
        let items: [String] = try tx.list(
            """
            SELECT i.reference FROM payout_item i
            LEFT JOIN (SELECT payout_item_id, sum(amount) AS amount, min(dealer_id) AS first_dealer,
                              max(dealer_id) AS last_dealer, sum(CASE WHEN kind = 'payment' THEN amount ELSE 0 END) AS paid
                       FROM ledger_entry WHERE payout_item_id IS NOT NULL GROUP BY payout_item_id) l ON l.payout_item_id = i.id
            LEFT JOIN (SELECT item_id, sum(amount) AS amount FROM payout_item_sum GROUP BY item_id) s ON s.item_id = i.id
            WHERE coalesce(l.amount, 0) <> CASE WHEN i.state = 'paid' THEN -coalesce(s.amount, 0) ELSE 0 END
               OR (i.state = 'paid' AND l.paid <> -i.amount)
               OR l.first_dealer <> i.dealer_id OR l.last_dealer <> i.dealer_id
            """)
        return items.map { Complaint("doctor.item_ledger", $0) }
    }

    /// A row of a payout holds what it was made of, of its own dealer, until it is withdrawn or given back; then nothing.
    private static func gathered(_ tx: Transaction) throws -> [Complaint] {
        let items: [String] = try tx.list(
            """
            SELECT i.reference FROM payout_item i JOIN payout p ON p.id = i.payout_id
            LEFT JOIN (SELECT x.item_id, sum(e.amount) AS amount, count(*) AS entries, min(e.dealer_id) AS first_dealer,
                              max(e.dealer_id) AS last_dealer
                       FROM payout_entry x JOIN ledger_entry e ON e.id = x.entry_id GROUP BY x.item_id) g ON g.item_id = i.id
            LEFT JOIN (SELECT item_id, sum(amount) AS amount, sum(entries) AS entries FROM payout_item_sum
                       GROUP BY item_id) s ON s.item_id = i.id
            WHERE (p.state <> 'withdrawn' AND i.state <> 'returned'
                   AND (coalesce(g.amount, 0) <> coalesce(s.amount, 0) OR coalesce(g.entries, 0) <> coalesce(s.entries, 0)))
               OR ((p.state = 'withdrawn' OR i.state = 'returned') AND g.entries > 0)
               OR g.first_dealer <> i.dealer_id OR g.last_dealer <> i.dealer_id
            """)
        return items.map { Complaint("doctor.payout_item", $0) }
    }

    /// No fee line is claimed twice.
    private static func lines(_ tx: Transaction) throws -> [Complaint] {
        let jobs: [String] = try tx.list(
            """
            SELECT j.number FROM claim_line cl JOIN claim c ON c.id = cl.claim_id JOIN job j ON j.id = c.job_id
            WHERE cl.fee_line_id IS NOT NULL GROUP BY cl.fee_line_id, j.number HAVING count(*) > 1
            """)
        return jobs.map { Complaint("doctor.paid_twice", $0) }
    }

    /// What the bank is told to pay is what a row is made of with its deductions, and a payout is the sum of its rows.
    private static func sums(_ tx: Transaction) throws -> [Complaint] {
        let items: [String] = try tx.list(
            """
            SELECT i.reference FROM payout_item i
            WHERE i.amount <> (SELECT coalesce(sum(s.amount), 0) FROM payout_item_sum s WHERE s.item_id = i.id)
                            + (SELECT coalesce(sum(l.amount), 0) FROM payout_deduction l WHERE l.item_id = i.id)
            """)
        let payouts: [String] = try tx.list(
            """
            SELECT p.number FROM payout p
            WHERE p.total <> (SELECT coalesce(sum(i.amount), 0) FROM payout_item i WHERE i.payout_id = p.id)
            """)
        return items.map { Complaint("doctor.payout_sum", $0) } + payouts.map { Complaint("doctor.payout_total", $0) }
    }

    /// A paid row with value added tax has its invoice, and no other row has one that stands.
    private static func invoices(_ tx: Transaction) throws -> [Complaint] {
        let items: [String] = try tx.list(
            """
            SELECT i.reference FROM payout_item i
            LEFT JOIN invoice v ON v.item_id = i.id AND v.cancelled_on IS NULL AND v.dealer_id = i.dealer_id
            WHERE (v.id IS NOT NULL) <> (i.state = 'paid' AND EXISTS
                (SELECT 1 FROM payout_deduction l WHERE l.item_id = i.id AND l.kind = 'vat'))
            """)
        return items.map { Complaint("doctor.invoice", $0) }
    }
}
