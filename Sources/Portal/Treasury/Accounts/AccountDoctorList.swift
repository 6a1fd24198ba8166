import Base
import Database
import Domain

/// What the doctor reads of dealers' accounts. Each list is of things that do not hold.
package enum AccountDoctorList {
    package static func problems(_ tx: Transaction) throws -> [Complaint] {
        try claims(tx) + groundless(tx) + written(tx) + balances(tx) + open(tx)
    }

    /// What was approved of a claim, line by line and on appeal, is in its dealer's account once; what was taken back adds up
    /// to nothing.
    private static func claims(_ tx: Transaction) throws -> [Complaint] {
        let numbers: [String] = try tx.list(
            """
            SELECT j.number FROM claim c JOIN job j ON j.id = c.job_id
            LEFT JOIN (SELECT claim_id, min(dealer_id) AS first_dealer, max(dealer_id) AS last_dealer, sum(amount) AS amount,
                              sum(CASE WHEN kind = 'reversal' THEN 1 ELSE 0 END) AS reversals,
                              sum(CASE WHEN kind IN ('fee', 'penalty') OR claim_line_id IS NOT NULL THEN amount ELSE 0 END)
                                  AS decided
                       FROM ledger_entry WHERE claim_id IS NOT NULL GROUP BY claim_id) e ON e.claim_id = c.id
            LEFT JOIN (SELECT claim_id, sum(approved) AS approved FROM claim_line GROUP BY claim_id) l ON l.claim_id = c.id
            WHERE e.first_dealer <> c.dealer_id OR e.last_dealer <> c.dealer_id
               OR (e.reversals > 0 AND e.amount <> 0)
               OR (coalesce(e.reversals, 0) = 0
                   AND coalesce(e.decided, 0) <> CASE WHEN c.state IN ('approved', 'part_approved') THEN c.approved ELSE 0 END)
               OR (c.state IN ('approved', 'part_approved') AND coalesce(e.reversals, 0) = 0
                   AND coalesce(l.approved, 0) <> c.approved)
            """)
        return numbers.map { Complaint("doctor.claim_ledger", $0) }
    }

    /// Every row has a ground: a claim, a payment, what two people of finance wrote, a removed part, or a customer's cash.
    private static func groundless(_ tx: Transaction) throws -> [Complaint] {
        let payments = LedgerKind.allCases.filter { $0.group == .payments || $0.group == .deductions }
        return try tx.rows(
            """
            SELECT d.code, e.id FROM ledger_entry e JOIN dealer d ON d.id = e.dealer_id
            LEFT JOIN account_row r ON r.entry_id = e.id
            LEFT JOIN part_charge_entry k ON k.entry_id = e.id AND k.dealer_id = e.dealer_id AND k.amount = e.amount
            LEFT JOIN dealer_cash_entry c ON c.entry_id = e.id AND c.dealer_id = e.dealer_id AND c.amount = e.amount
            WHERE (e.kind IN ('fee', 'penalty', 'reversal') AND e.claim_id IS NULL)
               OR (e.kind IN (\(payments)) AND e.payout_item_id IS NULL)
               OR (e.kind NOT IN ('fee', 'penalty', 'reversal') AND e.kind NOT IN (\(payments))
                   AND e.claim_id IS NULL AND r.id IS NULL AND k.entry_id IS NULL AND c.entry_id IS NULL)
            ORDER BY e.id
            """
        ).map { row in
            let entry: Int64 = try row("id")
            return Complaint("doctor.entry_ground", try row("code"), String(entry))
        }
    }

    /// What was confirmed stands in the account as it was written.
    private static func written(_ tx: Transaction) throws -> [Complaint] {
        let rows: [Int64] = try tx.list(
            """
            SELECT r.id FROM account_row r JOIN ledger_entry e ON e.id = r.entry_id
            WHERE e.amount <> r.amount OR e.dealer_id <> r.dealer_id OR e.on_day <> r.on_day
            """)
        return rows.map { Complaint("doctor.account_row", String($0)) }
    }

    /// What a dealer is owed is what waits: the rows of his account that no paid row of a payout has gathered.
    private static func balances(_ tx: Transaction) throws -> [Complaint] {
        let codes: [String] = try tx.list(
            """
            SELECT d.code FROM dealer d
            JOIN (SELECT e.dealer_id, sum(e.amount) AS balance,
                         sum(CASE WHEN e.kind IN (\(LedgerKind.gathered)) AND i.id IS NULL THEN e.amount ELSE 0 END) AS waiting
                  FROM ledger_entry e LEFT JOIN payout_entry p ON p.entry_id = e.id
                  LEFT JOIN payout_item i ON i.id = p.item_id AND i.state = 'paid'
                  GROUP BY e.dealer_id) s ON s.dealer_id = d.id
            WHERE s.balance <> s.waiting ORDER BY d.code
            """)
        return codes.map { Complaint("doctor.balance", $0) }
    }

    /// What is kept as waiting is what waits, each row as the account has it.
    private static func open(_ tx: Transaction) throws -> [Complaint] {
        let waits: SQL = """
            e.kind IN (\(LedgerKind.gathered)) AND NOT EXISTS (SELECT 1 FROM payout_entry p WHERE p.entry_id = e.id)
            """
        let entries: [Int64] = try tx.list(
            """
            SELECT e.id FROM ledger_entry e
            LEFT JOIN open_entry o ON o.entry_id = e.id AND o.dealer_id = e.dealer_id AND o.kind = e.kind
                AND o.amount = e.amount AND o.day = \(OpenEntryStore.day)
            WHERE o.entry_id IS NULL AND \(waits)
            UNION ALL
            SELECT o.entry_id FROM open_entry o JOIN ledger_entry e ON e.id = o.entry_id WHERE NOT (\(waits))
            ORDER BY 1
            """)
        return entries.map { Complaint("doctor.open_entry", String($0)) }
    }
}
