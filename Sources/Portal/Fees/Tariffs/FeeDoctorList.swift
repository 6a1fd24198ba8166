import Database
import Domain

/// What the doctor reads of fees. Each list is of things that do not hold.
package enum FeeDoctorList {
    /// A job that a dealer has done is priced or waits to be, not both and not neither; what is payable is the sum of the
    /// company's lines; one on a salary asks for nothing; and a difference that was booked is in the dealer's account to the
    /// last rial.
    package static func all(_ tx: Transaction) throws -> [Complaint] {
        let lost: [String] = try tx.list(
            """
            SELECT j.number FROM job j
            WHERE j.state IN ('done', 'closed') AND j.dealer_id IS NOT NULL
              AND (CASE WHEN EXISTS (SELECT 1 FROM calculation c WHERE c.job_id = j.id) THEN 1 ELSE 0 END)
                = (CASE WHEN EXISTS (SELECT 1 FROM unpriced_job u WHERE u.job_id = j.id) THEN 1 ELSE 0 END)
            """)
        let sums: [String] = try tx.list(
            """
            SELECT j.number FROM calculation c JOIN job j ON j.id = c.job_id
            WHERE c.payable <> (SELECT COALESCE(sum(l.amount), 0) FROM fee_line l
                                WHERE l.calculation_id = c.id AND l.payer = 'company')
            """)
        let salaried: [String] = try tx.list(
            """
            SELECT j.number FROM claim k JOIN job j ON j.id = k.job_id
            WHERE k.computed <> 0
              AND NOT EXISTS (SELECT 1 FROM fee_line l WHERE l.calculation_id = k.calculation_id)
            """)
        let booked: [String] = try tx.list(
            """
            SELECT j.number FROM calculation c JOIN calculation o ON o.id = c.replaces_id JOIN job j ON j.id = c.job_id
            JOIN recomputation r ON r.id = c.recomputation_id JOIN claim k ON k.job_id = c.job_id
            WHERE NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.claim_id = k.id AND e.kind = 'adjustment'
                              AND e.at = c.made_at AND e.amount = c.payable - o.payable)
            """)
        return lost.map { Complaint("doctor.fee_lost", $0) } + sums.map { Complaint("doctor.fee_sum", $0) }
            + salaried.map { Complaint("doctor.fee_salaried", $0) } + booked.map { Complaint("doctor.fee_booked", $0) }
    }
}
