import Database
import Domain
import Ground

/// What a claim rests on: its lines with how they came about and what was decided; the visits are those of its job.
enum EvidenceList {
    struct Line: Sendable {
        /// nil for a line that the customer pays: it is no part of the claim.
        let id: ID<ClaimLine>?
        let component: FeeComponent
        /// nil for a line that the dealer asks for beyond the tariff.
        let rule: String?
        let tariff: ID<TariffVersion>?
        let working: FeeReason?
        let computed: Int64
        let claimed: Int64
        /// Why the dealer asks for more, in his words.
        let asked: String
        let approved: Int64?
        let reasonCode: String?
        let reasonFa: String?
        let reasonEn: String?
        let decidedAt: Instant?
        /// nil where nobody did: a rule.
        let decider: String?
    }

    /// Those of the tariff in its order, then those that were asked for.
    static func lines(of claim: ID<Claim>, _ tx: Transaction) throws -> [Line] {
        let computed = try tx.rows(
            """
            SELECT l.id, f.component, f.rule_code, k.tariff_id, f.reason, f.amount AS computed,
                   coalesce(l.claimed, f.amount) AS claimed, '' AS asked, \(decision)
            FROM claim c
            JOIN calculation k ON k.id = c.calculation_id
            JOIN fee_line f ON f.calculation_id = c.calculation_id
            LEFT JOIN claim_line l ON l.claim_id = c.id AND l.fee_line_id = f.id
            \(deciders)
            WHERE c.id = \(claim) ORDER BY f.position
            """)
        let asked = try tx.rows(
            """
            SELECT l.id, l.component, NULL AS rule_code, NULL AS tariff_id, NULL AS reason, l.computed, l.claimed, l.asked,
                   \(decision)
            FROM claim_line l \(deciders) WHERE l.claim_id = \(claim) AND l.fee_line_id IS NULL ORDER BY l.id
            """)
        return try (computed + asked).map(Line.init)
    }

    private static let decision: SQL = """
        l.approved, l.reason_code, r.name_fa, r.name_en, l.decided_at, p.name AS decider
        """

    private static let deciders: SQL = """
        LEFT JOIN reason r ON r.kind = 'claim_reject' AND r.code = l.reason_code
        LEFT JOIN person p ON p.id = l.decided_by
        """

    /// The machine and the house that the claim's job was at.
    struct Place: Sendable {
        let customer: ID<Customer>
        let customerName: String
        let serial: String
        let model: String
        let group: BothNames
        let city: BothNames
    }

    static func place(of claim: ID<Claim>, _ tx: Transaction) throws -> Place {
        let row = try tx.one(
            """
            SELECT k.id AS customer, k.name AS customer_name, u.serial, m.name AS model, g.name_fa, g.name_en,
                   p.name_fa AS city_fa, p.name_en AS city_en
            FROM claim c
            JOIN job j ON j.id = c.job_id
            JOIN customer k ON k.id = j.customer_id
            JOIN unit u ON u.id = j.unit_id
            JOIN product_model m ON m.id = u.model_id
            JOIN product_group g ON g.id = m.group_id
            JOIN city p ON p.id = j.city_id
            WHERE c.id = \(claim)
            """)
        return Place(
            customer: try row("customer"), customerName: try row("customer_name"), serial: try row("serial"),
            model: try row("model"), group: try BothNames(row),
            city: BothNames(fa: try row("city_fa"), en: try row("city_en")))
    }

    static func calculation(of claim: ID<Claim>, _ tx: Transaction) throws -> ID<FrozenCalculation> {
        try tx.one("SELECT calculation_id FROM claim WHERE id = \(claim)")("calculation_id")
    }

    static func job(of claim: ID<Claim>, _ tx: Transaction) throws -> ID<Job> {
        try tx.one("SELECT job_id FROM claim WHERE id = \(claim)")("job_id")
    }
}

extension EvidenceList.Line {
    init(_ row: Row) throws {
        (id, component, rule) = (try row.optional("id"), try row("component"), try row.optional("rule_code"))
        (tariff, computed, claimed) = (try row.optional("tariff_id"), try row("computed"), try row("claimed"))
        let reason: String? = try row.optional("reason")
        working = try reason.map { try FeeReason(frozen: $0) }
        (asked, approved) = (try row("asked"), try row.optional("approved"))
        (reasonCode, reasonFa, reasonEn) = (
            try row.optional("reason_code"), try row.optional("name_fa"), try row.optional("name_en")
        )
        (decidedAt, decider) = (try row.optional("decided_at"), try row.optional("decider"))
    }

    /// The dealer asks for it beyond the tariff.
    var isAsked: Bool { rule == nil }

    /// A rule that gave nothing, and of which there is nothing to say: only the way that another job of the trip has taken.
    var isIdle: Bool { computed == 0 && claimed == 0 && (approved ?? 0) == 0 && !isAsked && working?.sameTripAs == nil }
}
