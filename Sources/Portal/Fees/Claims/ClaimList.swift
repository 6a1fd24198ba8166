import Database
import Domain
import Ground

/// Claims as lists show them.
package enum ClaimList {
    package static let pageSize = 50

    package struct Line: Sendable {
        package let id: ID<Claim>
        package let version: Int
        package let number: String
        let job: ID<Job>
        let warranty: Warranty?
        let serial: String
        let model: String
        let cityFa: String
        let cityEn: String
        let dealerCode: String
        package let dealer: String
        package let serviceFa: String
        package let serviceEn: String
        package let completedOn: CalendarDay
        package let period: Period
        package let state: ClaimState
        let computed: Int64
        package let claimed: Int64
        package let approved: Int64?
        package let reasonFa: String?
        package let reasonEn: String?
        let reasonText: String
        package let decidedAt: Instant?
        /// What the company's rules found: how much, and what weighs most.
        let findings: Int
        let gravest: ClaimFinding?
        /// Approved once, and taken back.
        let isReversed: Bool
        /// Waits for the answer to an appeal.
        let isAppealed: Bool
    }

    /// Counted up to the bound of lists, and one more where there are more; then the sum is of those alone, and says nothing.
    package struct Total: Sendable {
        let count: Int
        /// nil where there are more than were counted.
        let claimed: Int64?
    }

    /// Claims that were decided, and those of them that the company's rules decided.
    struct Share: Sendable {
        let decided: Int
        let automatic: Int
        let automaticAmount: Int64
    }

    package struct Sum: Sendable {
        let dealerCode: String
        package let dealer: String
        package let period: Period
        package let count: Int
        package let claimed: Int64
    }

    /// Newest first.
    package static func slice(
        _ filter: ClaimFilter, _ sight: Actor.Sight, size: Int = pageSize, _ tx: Transaction
    ) throws -> Slice<Line, ID<Claim>> {
        try Slice(filter.cursor, size: size, key: { $0.id }) { limit in
            try tx.rows(page(filter, sight, limit: limit)).map(Line.init)
        }
    }

    static func page(_ filter: ClaimFilter, _ sight: Actor.Sight, limit: Int) -> SQL {
        let all = conditions(filter, sight)
        guard let cursor = filter.cursor else { return lines(all, "ORDER BY c.id DESC LIMIT \(literal: limit)") }
        return cursor.side == .onward
            ? lines(all + ["c.id < \(cursor.key)"], "ORDER BY c.id DESC LIMIT \(literal: limit)")
            : lines(all + ["c.id > \(cursor.key)"], "ORDER BY c.id LIMIT \(literal: limit)")
    }

    package static func line(_ id: ID<Claim>, _ sight: Actor.Sight, _ tx: Transaction) throws -> Line? {
        try tx.row(lines(["c.id = \(id)", ClaimStore.within(sight)], "LIMIT 1")).map(Line.init)
    }

    /// The claim that waits for a decision after this one, in the order of the list; after the last, its first.
    static func next(after id: ID<Claim>, _ tx: Transaction) throws -> ID<Claim>? {
        let waiting: SQL = "SELECT max(id) FROM claim WHERE state = 'submitted'"
        return try tx.value("\(waiting) AND id < \(id)") ?? tx.value("\(waiting) AND id <> \(id)")
    }

    /// What some claims ask for, or were granted where that is decided.
    static func amount(of claims: [ID<Claim>], _ tx: Transaction) throws -> Int64 {
        try tx.value("SELECT coalesce(sum(coalesce(approved, claimed)), 0) FROM claim WHERE id IN (\(claims))") ?? 0
    }

    /// By dealer and month, newest month first.
    package static func sums(_ filter: ClaimFilter, _ sight: Actor.Sight, _ tx: Transaction) throws -> [Sum] {
        let all = conditions(filter, sight).joinedByAnd()
        return try tx.rows(
            """
            SELECT d.code, d.name, c.period_year, c.period_month, count(*) AS count, sum(c.claimed) AS claimed
            \(tables) WHERE \(all) GROUP BY d.code, d.name, c.period_year, c.period_month
            ORDER BY d.code, c.period_year DESC, c.period_month DESC
            """
        ).map { row in
            Sum(
                dealerCode: try row("code"), dealer: try row("name"),
                period: Period(year: try row("period_year"), month: try row("period_month")), count: try row("count"),
                claimed: try row("claimed"))
        }.inPersianOrder(by: \.dealer)
    }

    /// The number of the payout that a claim is in.
    package static func payout(of claim: ID<Claim>, _ tx: Transaction) throws -> String? {
        try tx.value(
            """
            SELECT p.number FROM claim_payment y JOIN payout_number p ON p.id = y.payout_id
            WHERE y.claim_id = \(claim) ORDER BY y.entry_id LIMIT 1
            """)
    }

    /// By name.
    package static func dealers(_ tx: Transaction) throws -> Reply<[(code: String, name: String)]> {
        try tx.ask("SELECT code, name FROM dealer ORDER BY code") { rows in
            try rows.map { (try $0("code"), try $0("name")) }.inPersianOrder { $0.name }
        }
    }
}

extension ClaimList {
    private static let columns: SQL = """
        c.id, c.version, c.job_id, j.number, j.warranty, u.serial, m.code AS model, y.name_fa AS city_fa, y.name_en AS city_en, d.code AS dealer_code, d.name AS dealer, s.name_fa AS service_fa,
        s.name_en AS service_en, j.completed_on, c.period_year, c.period_month, c.state, c.computed, c.claimed, c.approved,
        r.name_fa AS reason_fa, r.name_en AS reason_en, c.reason_text, c.decided_at, c.reversed_at,
        g.code, g.rank, g.severity, g.disposition, g.numbers,
        (SELECT count(*) FROM claim_finding f WHERE f.claim_id = c.id AND f.weighing = c.weighing) AS findings,
        (SELECT count(*) FROM claim_appeal a WHERE a.claim_id = c.id AND a.state = 'open') AS appeals
        """

    private static let tables: SQL = """
        FROM claim c
        JOIN job j ON j.id = c.job_id
        JOIN dealer d ON d.id = c.dealer_id
        JOIN service_type s ON s.code = j.service_type
        JOIN unit u ON u.id = j.unit_id
        JOIN product_model m ON m.id = u.model_id
        JOIN city y ON y.id = j.city_id
        LEFT JOIN reason r ON r.code = c.reason_code
            AND r.kind = CASE c.state WHEN 'sent_back' THEN 'claim_send_back' ELSE 'claim_reject' END
        LEFT JOIN claim_finding g ON g.id = c.gravest_id
        """

    private static func lines(_ conditions: [SQL], _ end: SQL) -> SQL {
        "SELECT \(columns) \(tables) WHERE \(conditions.joinedByAnd()) \(end)"
    }
}

extension ClaimList.Line {
    package init(_ row: Row) throws {
        id = try row("id")
        version = try row("version")
        number = try row("number")
        (job, warranty) = (try row("job_id"), try row.optional("warranty"))
        (serial, model) = (try row("serial"), try row("model"))
        (cityFa, cityEn) = (try row("city_fa"), try row("city_en"))
        dealerCode = try row("dealer_code")
        dealer = try row("dealer")
        serviceFa = try row("service_fa")
        serviceEn = try row("service_en")
        completedOn = try row("completed_on")
        period = Period(year: try row("period_year"), month: try row("period_month"))
        state = try row("state")
        computed = try row("computed")
        claimed = try row("claimed")
        approved = try row.optional("approved")
        reasonFa = try row.optional("reason_fa")
        reasonEn = try row.optional("reason_en")
        reasonText = try row("reason_text")
        decidedAt = try row.optional("decided_at")
        findings = try row("findings")
        isReversed = try row.raw("reversed_at") != .null
        isAppealed = try row("appeals") > 0
        gravest = try row.raw("code") == .null ? nil : ClaimFinding(row)
    }
}
