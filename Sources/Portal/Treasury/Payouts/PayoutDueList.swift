import Database
import Domain

/// What waits in dealers' accounts, and what keeps a dealer out of a payout.
package enum PayoutDueList {
    struct Owner: Sendable {
        let id: ID<Dealer>
        let code: String
        let name: String
        let sheba: String
        let grade: String
        let isRegistered: Bool
        let contractEnd: CalendarDay
        /// Why finance pays him nothing.
        let block: String?
    }

    /// What nobody has decided yet: claims, and appeals against decisions with what they ask for beyond them.
    package struct Held: Sendable {
        package var claims = 0
        package var amount: Int64 = 0
        var appeals = 0
        var appealed: Int64 = 0
    }

    /// In the order of their codes.
    static func owners(_ scope: PayoutScope, _ tx: Transaction) throws -> [Owner] {
        try tx.rows(
            """
            SELECT d.id, d.code, d.name, d.sheba, d.grade, d.is_vat_registered, d.contract_to, b.reason
            FROM dealer d LEFT JOIN payment_block b ON b.dealer_id = d.id AND b.lifted_at IS NULL
            WHERE \(within(scope)) ORDER BY d.code
            """
        ).map { row in
            Owner(
                id: try row("id"), code: try row("code"), name: try row("name"), sheba: try row("sheba"),
                grade: try row("grade"), isRegistered: try row("is_vat_registered"),
                contractEnd: try row("contract_to"), block: try row.optional("reason"))
        }
    }

    static func entries(
        _ order: PayoutOrder, _ currency: Currency, _ tx: Transaction
    ) throws -> [ID<Dealer>: [PayoutPlan.Entry]] {
        var entries: [ID<Dealer>: [PayoutPlan.Entry]] = [:]
        try tx.forEach(waiting(order)) { row in
            entries[try row("dealer_id"), default: []].append(
                PayoutPlan.Entry(
                    id: try row("entry_id"), kind: try row("kind"), amount: Money(try row("amount"), currency)))
        }
        return entries
    }

    static func waiting(_ order: PayoutOrder) -> SQL {
        """
        SELECT o.dealer_id, o.entry_id, o.kind, o.amount FROM open_entry o
        WHERE o.day <= \(order.lastDay) AND \(ofDealers("o.dealer_id", order.scope)) ORDER BY o.entry_id
        """
    }

    /// The claims on work up to the order's last day that wait for a decision, and the appeals.
    package static func held(_ order: PayoutOrder, _ tx: Transaction) throws -> [ID<Dealer>: Held] {
        let claims = try tx.rows(undecided(order))
        let appeals = try tx.rows(
            """
            SELECT c.dealer_id, count(*) AS count, sum(l.claimed - a.approved_before) AS amount
            FROM claim_appeal a JOIN claim_line l ON l.id = a.line_id JOIN claim c ON c.id = a.claim_id
            JOIN job j ON j.id = c.job_id
            WHERE a.state = 'open' AND j.completed_on <= \(order.lastDay)
            AND \(ofDealers("c.dealer_id", order.scope)) GROUP BY c.dealer_id
            """)
        var held: [ID<Dealer>: Held] = [:]
        for row in claims {
            held[try row("dealer_id"), default: Held()].claims = try row("count")
            held[try row("dealer_id"), default: Held()].amount = try row("amount")
        }
        for row in appeals {
            held[try row("dealer_id"), default: Held()].appeals = try row("count")
            held[try row("dealer_id"), default: Held()].appealed = try row("amount")
        }
        return held
    }

    /// The first condition is that of the partial index claim_open, letter for letter.
    static func undecided(_ order: PayoutOrder) -> SQL {
        """
        SELECT c.dealer_id, count(*) AS count, sum(c.claimed) AS amount FROM claim c JOIN job j ON j.id = c.job_id
        WHERE c.state IN ('draft', 'submitted', 'sent_back') AND c.state <> 'draft' AND j.completed_on <= \(order.lastDay)
        AND \(ofDealers("c.dealer_id", order.scope)) GROUP BY c.dealer_id
        """
    }

    /// The first and the last day of work of what waits; nil where nothing does.
    package static func days(_ tx: Transaction) throws -> ClosedRange<CalendarDay>? {
        let row = try tx.one("SELECT min(day) AS first, max(day) AS last FROM open_entry")
        guard let first: CalendarDay = try row.optional("first"), let last: CalendarDay = try row.optional("last")
        else {
            return nil
        }
        return first...last
    }

    static func ofDealers(_ column: SQL, _ scope: PayoutScope) -> SQL {
        scope == .all ? "1 = 1" : "\(column) IN (SELECT d.id FROM dealer d WHERE \(within(scope)))"
    }

    private static func within(_ scope: PayoutScope) -> SQL {
        switch scope {
        case .all: "1 = 1"
        case .province(let id): "d.city_id IN (SELECT y.id FROM city y WHERE y.province_id = \(id))"
        case .grade(let grade): "d.grade = \(grade)"
        case .dealer(let code): "d.code = \(code)"
        }
    }
}
