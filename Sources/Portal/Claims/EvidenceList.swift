import Database
import Domain

/// What a claim rests on: its lines with how they came about; the visits are those of its job.
enum EvidenceList {
    struct Line: Sendable {
        /// nil for a line that the customer pays: it is no part of the claim.
        let id: ID<ClaimLine>?
        let component: FeeComponent
        let rule: String
        let tariff: ID<TariffVersion>?
        let amount: Int64
        let approved: Int64?
        let reasonCode: String?
        let reasonFa: String?
        let reasonEn: String?
        let working: FeeReason
    }

    static func lines(of claim: ID<Claim>, _ tx: Transaction) throws -> [Line] {
        try tx.rows(
            """
            SELECT l.id, f.component, f.rule_code, k.tariff_id, f.amount, f.reason, l.approved, l.reason_code, r.name_fa,
                   r.name_en
            FROM claim c
            JOIN calculation k ON k.id = c.calculation_id
            JOIN fee_line f ON f.calculation_id = c.calculation_id
            LEFT JOIN claim_line l ON l.claim_id = c.id AND l.fee_line_id = f.id
            LEFT JOIN reason r ON r.kind = 'claim_reject' AND r.code = l.reason_code
            WHERE c.id = \(claim) ORDER BY f.position
            """
        ).map { row in
            Line(
                id: try row.optional("id"), component: try row("component"), rule: try row("rule_code"),
                tariff: try row.optional("tariff_id"), amount: try row("amount"),
                approved: try row.optional("approved"),
                reasonCode: try row.optional("reason_code"), reasonFa: try row.optional("name_fa"),
                reasonEn: try row.optional("name_en"), working: try FeeReason(frozen: row("reason")))
        }
    }

    static func job(of claim: ID<Claim>, _ tx: Transaction) throws -> ID<Job> {
        try tx.one("SELECT job_id FROM claim WHERE id = \(claim)")("job_id")
    }
}
