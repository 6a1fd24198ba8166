import Database
import Domain

/// What a claim rests on: its lines with how they came about, and what was done on the visits.
enum EvidenceList {
    struct Line: Sendable {
        /// nil for a line that the customer pays: it is no part of the claim.
        let id: ID<ClaimLine>?
        let component: FeeComponent
        let rule: String
        let amount: Int64
        let approved: Int64?
        let reasonCode: String?
        let reasonFa: String?
        let reasonEn: String?
        let working: FeeReason
    }

    struct Visit: Sendable {
        let day: CalendarDay
        let outcome: String
        let minutes: Int
        let kmTenths: Int64
        let symptom: String
        let remedy: String
        let note: String
        let customerLabour: Int64
        let customerParts: Int64
        let who: String?
        let parts: [(name: String, quantity: Int)]
    }

    static func lines(of claim: ID<Claim>, _ tx: Transaction) throws -> [Line] {
        try tx.rows(
            """
            SELECT l.id, f.component, f.rule_code, f.amount, f.reason, l.approved, l.reason_code, r.name_fa, r.name_en
            FROM claim c
            JOIN fee_line f ON f.calculation_id = c.calculation_id
            LEFT JOIN claim_line l ON l.claim_id = c.id AND l.fee_line_id = f.id
            LEFT JOIN reason r ON r.kind = 'claim_reject' AND r.code = l.reason_code
            WHERE c.id = \(claim) ORDER BY f.position
            """
        ).map { row in
            Line(
                id: try row.optional("id"), component: try row("component"), rule: try row("rule_code"),
                amount: try row("amount"), approved: try row.optional("approved"),
                reasonCode: try row.optional("reason_code"), reasonFa: try row.optional("name_fa"),
                reasonEn: try row.optional("name_en"), working: try FeeReason(frozen: row("reason")))
        }
    }

    static func visits(of claim: ID<Claim>, _ tx: Transaction) throws -> [Visit] {
        let parts = try tx.rows(
            """
            SELECT p.visit_id, p.part, p.quantity FROM claim c JOIN visit v ON v.job_id = c.job_id
            JOIN visit_part p ON p.visit_id = v.id WHERE c.id = \(claim) ORDER BY p.id
            """)
        let byVisit = Dictionary(grouping: parts) { (try? $0("visit_id") as Int64) ?? 0 }
        return try tx.rows(
            """
            SELECT v.id, v.visited_on, v.outcome, v.minutes, v.km_tenths, v.symptom, v.remedy, v.note,
                   v.customer_labour, v.customer_parts, p.name
            FROM claim c JOIN visit v ON v.job_id = c.job_id LEFT JOIN person p ON p.id = v.made_by
            WHERE c.id = \(claim) ORDER BY v.id
            """
        ).map { row in
            let fitted = try (byVisit[try row("id")] ?? []).map {
                (try $0("part") as String, try $0("quantity") as Int)
            }
            return Visit(
                day: try row("visited_on"), outcome: try row("outcome"), minutes: try row("minutes"),
                kmTenths: try row("km_tenths"), symptom: try row("symptom"), remedy: try row("remedy"),
                note: try row("note"), customerLabour: try row("customer_labour"),
                customerParts: try row("customer_parts"), who: try row.optional("name"), parts: fitted)
        }
    }

    static func photos(of claim: ID<Claim>, _ tx: Transaction) throws -> [Int64] {
        try tx.list(
            "SELECT p.id FROM claim c JOIN photo p ON p.job_id = c.job_id WHERE c.id = \(claim) ORDER BY p.id")
    }
}
