import Base
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
        for row in try tx.rows(claims) + tx.rows(entries) {
            let age = AccrualAge(from: try row("day"), to: today)
            let amount = Money(try row("amount"), currency)
            try accruals[row("dealer_id"), default: Accrual(currency)].add(amount, row("stage"), age)
        }
        return try tx.rows("SELECT id, code, name FROM dealer ORDER BY code").compactMap { row in
            guard let accrual = accruals[try row("id")] else { return nil }
            return Line(code: try row("code"), dealer: try row("name"), accrual: accrual)
        }.inPersianOrder(by: \.dealer)
    }

    /// - Throws: `kernel.money.overflow`.
    static func sum(_ lines: [Line], _ currency: Currency) throws(Complaint) -> Accrual {
        var whole = Accrual(currency)
        for line in lines { try whole.add(line.accrual) }
        return whole
    }

    /// In the terms of the index claim_open.
    static let claims: SQL = """
        SELECT c.dealer_id, CASE c.state WHEN 'draft' THEN 'draft' ELSE 'open' END AS stage, j.completed_on AS day,
               sum(c.claimed) AS amount
        FROM claim c JOIN job j ON j.id = c.job_id WHERE c.state IN ('draft', 'submitted', 'sent_back')
        GROUP BY c.dealer_id, 2, j.completed_on
        """

    /// What waits for a payout, and what is in one that no bank has paid. CROSS JOIN holds a file to that order.
    static let entries: SQL = """
        SELECT o.dealer_id, 'approved' AS stage, o.day, sum(o.amount) AS amount FROM open_entry o GROUP BY o.dealer_id, o.day
        UNION ALL
        SELECT e.dealer_id, 'in_payout', \(OpenEntryStore.day), sum(e.amount)
        FROM payout_item i CROSS JOIN payout_entry p CROSS JOIN ledger_entry e
        WHERE i.state = 'waiting' AND p.item_id = i.id AND e.id = p.entry_id GROUP BY e.dealer_id, 3
        """
}
