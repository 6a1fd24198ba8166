import Database
import Domain

/// What must hold of claims, their lines and what was found in them. Each list is of things that do not hold.
package enum ClaimDoctorList {
    package static func all(_ tx: Transaction) throws -> [Complaint] {
        try sums(tx) + gravest(tx) + appeals(tx) + reversals(tx) + scores(tx)
    }

    /// What a score has changed after the decision is in the account as it was computed.
    private static func scores(_ tx: Transaction) throws -> [Complaint] {
        let numbers: [String] = try tx.list(
            """
            SELECT j.number FROM score_adjustment a JOIN job j ON j.id = a.job_id
            JOIN calculation c ON c.id = a.calculation_id JOIN calculation o ON o.id = c.replaces_id
            LEFT JOIN ledger_entry e ON e.id = a.entry_id AND e.claim_id = a.claim_id AND e.kind = 'adjustment'
                AND e.amount = a.amount
            WHERE a.amount <> c.payable - o.payable OR (a.amount <> 0 AND e.id IS NULL)
            ORDER BY j.number
            """)
        return numbers.map { Complaint("doctor.score_adjustment", $0) }
    }

    private static func sums(_ tx: Transaction) throws -> [Complaint] {
        let numbers: [String] = try tx.list(
            """
            SELECT j.number FROM claim c JOIN job j ON j.id = c.job_id
            LEFT JOIN (SELECT claim_id, sum(claimed) AS claimed, sum(computed) AS computed, sum(approved) AS approved
                       FROM claim_line GROUP BY claim_id) l ON l.claim_id = c.id
            WHERE c.claimed <> COALESCE(l.claimed, 0) OR c.computed <> COALESCE(l.computed, 0)
               OR (c.state IN ('approved', 'part_approved', 'rejected') AND c.approved <> COALESCE(l.approved, 0))
            """)
        return numbers.map { Complaint("doctor.claim_lines", $0) }
    }

    private static func gravest(_ tx: Transaction) throws -> [Complaint] {
        let numbers: [String] = try tx.list(
            """
            SELECT j.number FROM claim c JOIN job j ON j.id = c.job_id
            LEFT JOIN claim_finding f ON f.id = c.gravest_id
            WHERE c.gravest_id IS NOT NULL AND (f.id IS NULL OR f.claim_id <> c.id OR f.weighing <> c.weighing)
            """)
        return numbers.map { Complaint("doctor.claim_gravest", $0) }
    }

    private static func appeals(_ tx: Transaction) throws -> [Complaint] {
        let numbers: [String] = try tx.list(
            """
            SELECT j.number FROM claim_appeal a JOIN claim_line l ON l.id = a.line_id
            JOIN claim c ON c.id = a.claim_id JOIN job j ON j.id = c.job_id
            WHERE l.claim_id <> a.claim_id OR (a.state = 'granted' AND l.approved <> a.approved_after)
               OR (a.state <> 'granted' AND l.approved <> a.approved_before)
               OR (a.state = 'open' AND c.reversed_at IS NOT NULL)
            """)
        return numbers.map { Complaint("doctor.appeal", $0) }
    }

    private static func reversals(_ tx: Transaction) throws -> [Complaint] {
        let numbers: [String] = try tx.list(
            """
            SELECT j.number FROM claim c JOIN job j ON j.id = c.job_id
            WHERE (c.reversed_at IS NOT NULL) <> EXISTS (
                SELECT 1 FROM claim_reversal v WHERE v.claim_id = c.id AND v.state = 'confirmed')
               OR (c.reversed_at IS NOT NULL
                   AND 0 <> (SELECT COALESCE(sum(e.amount), 0) FROM ledger_entry e WHERE e.claim_id = c.id))
            """)
        return numbers.map { Complaint("doctor.reversal", $0) }
    }
}
