import Database
import Domain

/// What must hold of claims, their lines and what was found in them. Each list is of things that do not hold.
enum ClaimDoctorList {
    static func all(_ tx: Transaction) throws -> [Complaint] {
        let lines: [String] = try tx.list(
            """
            SELECT j.number FROM claim c JOIN job j ON j.id = c.job_id
            LEFT JOIN (SELECT claim_id, sum(claimed) AS claimed, sum(computed) AS computed, sum(approved) AS approved
                       FROM claim_line GROUP BY claim_id) l ON l.claim_id = c.id
            WHERE c.claimed <> COALESCE(l.claimed, 0) OR c.computed <> COALESCE(l.computed, 0)
               OR (c.state IN ('approved', 'part_approved', 'rejected') AND c.approved <> COALESCE(l.approved, 0))
            """)
        let gravest: [String] = try tx.list(
            """
            SELECT j.number FROM claim c JOIN job j ON j.id = c.job_id
            LEFT JOIN claim_finding f ON f.id = c.gravest_id
            WHERE c.gravest_id IS NOT NULL AND (f.id IS NULL OR f.claim_id <> c.id OR f.weighing <> c.weighing)
            """)
        return lines.map { Complaint("doctor.claim_lines", $0) } + gravest.map { Complaint("doctor.claim_gravest", $0) }
    }
}
