import Database
import Domain

extension AccrualStage: ColumnValue {}

/// What is owed to dealers now: the claims that are not decided for good, and the rows of the accounts that no bank has paid.
enum AccrualList {
    struct Line: Sendable {
        let code: String
        let dealer: String
        let accrual: Accrual
    }

    /// Only dealers with whom something is open, by name. - Throws: `kernel.money.overflow`.
    static func lines(today: CalendarDay, _ currency: Currency, _ tx: Transaction) throws -> [Line] {
        var accruals: [Int64: Accrual] = [:]
        for row in try claims(tx) + entries(tx) {
            let age = AccrualAge(from: try row("day"), to: today)
            let amount = Money(try row("amount"), currency)
            try accruals[row("dealer_id"), default: Accrual(currency)].add(amount, row("stage"), age)
        }
        return try tx.rows("SELECT id, code, name FROM dealer ORDER BY name, code").compactMap { row in
            guard let accrual = accruals[try row("id")] else { return nil }
            return Line(code: try row("code"), dealer: try row("name"), accrual: accrual)
        }
    }

    /// - Throws: `kernel.money.overflow`.
    static func sum(_ lines: [Line], _ currency: Currency) throws(Complaint) -> Accrual {
        var whole = Accrual(currency)
        for line in lines { try whole.add(line.accrual) }
        return whole
    }

    private static func claims(_ tx: Transaction) throws -> [Row] {
        try tx.rows(
            """
            SELECT c.dealer_id, CASE c.state WHEN 'draft' THEN 'draft' ELSE 'open' END AS stage, j.completed_on AS day,
                   sum(c.claimed) AS amount
            FROM claim c JOIN job j ON j.id = c.job_id WHERE c.state IN ('draft', 'submitted', 'sent_back')
            GROUP BY c.dealer_id, 2, j.completed_on
            """)
    }

    /// A payment and what was held back of it settle the rows of their payout; the other rows are owed.
    private static func entries(_ tx: Transaction) throws -> [Row] {
        try tx.rows(
            """
            SELECT e.dealer_id, CASE WHEN i.id IS NULL THEN 'approved' ELSE 'in_payout' END AS stage,
                   coalesce(j.completed_on, e.on_day) AS day, sum(e.amount) AS amount
            FROM ledger_entry e
            LEFT JOIN payout_entry p ON p.entry_id = e.id
            LEFT JOIN payout_item i ON i.id = p.item_id
            LEFT JOIN claim c ON c.id = e.claim_id
            LEFT JOIN job j ON j.id = c.job_id
            WHERE e.payout_item_id IS NULL AND (i.id IS NULL OR i.state <> 'paid')
            GROUP BY e.dealer_id, 2, 3
            """)
    }
}
