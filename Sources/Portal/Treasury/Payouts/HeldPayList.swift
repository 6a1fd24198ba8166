import Base
import Database
import Domain

/// What waits in dealers' accounts and goes into no payout yet, since the pay of its job is held (view `pay_hold`): all that
/// waits of such a claim together, where that is in its dealer's favour. What it takes off him is not put off.
package enum HeldPayList {
    package struct Line: Sendable {
        package let dealer: ID<Dealer>
        let code: String
        let dealerName: String
        package let claim: ID<Claim>
        let job: ID<Job>
        package let number: String
        /// Minor units, above zero.
        package var amount: Int64
        var entries: [ID<LedgerEntry>]
    }

    /// Up to the order's last day, in the order of the claims.
    package static func lines(_ order: PayoutOrder, today: CalendarDay, _ tx: Transaction) throws -> [Line] {
        try lines(
            "o.day <= \(order.lastDay) AND \(PayoutDueList.ofDealers("o.dealer_id", order.scope))", today, tx)
    }

    static func lines(of dealer: ID<Dealer>, today: CalendarDay, _ tx: Transaction) throws -> [Line] {
        try lines("o.dealer_id = \(dealer)", today, tx)
    }

    private static func lines(_ condition: SQL, _ today: CalendarDay, _ tx: Transaction) throws -> [Line] {
        try tx.rows(rows(condition, today)).reduce(into: []) { lines, row in
            let (claim, amount): (ID<Claim>, Int64) = (try row("claim_id"), try row("amount"))
            let entry: ID<LedgerEntry> = try row("entry_id")
            if lines.last?.claim == claim {
                lines[lines.count - 1].amount += amount
                lines[lines.count - 1].entries.append(entry)
                return
            }
            lines.append(
                Line(
                    dealer: try row("dealer_id"), code: try row("code"), dealerName: try row("name"), claim: claim,
                    job: try row("job_id"), number: try row("number"), amount: amount, entries: [entry]))
        }
    }

    static func rows(_ condition: SQL, _ today: CalendarDay) -> SQL {
        """
        SELECT o.dealer_id, d.code, d.name, c.id AS claim_id, c.job_id, j.number, o.amount, o.entry_id
        FROM (\(claims(today))) k JOIN claim c ON c.id = k.claim_id JOIN job j ON j.id = c.job_id
        JOIN ledger_entry e ON e.claim_id = c.id JOIN open_entry o ON o.entry_id = e.id JOIN dealer d ON d.id = o.dealer_id
        WHERE \(condition) ORDER BY c.id, o.entry_id
        """
    }

    /// The rows of accounts that are held back on this day; among them are some that wait no more.
    static func entries(_ today: CalendarDay) -> SQL {
        "SELECT b.id FROM ledger_entry b WHERE b.claim_id IN (\(claims(today)))"
    }

    private static func claims(_ today: CalendarDay) -> SQL {
        """
        SELECT l.claim_id FROM ledger_entry l JOIN open_entry w ON w.entry_id = l.id
        WHERE l.claim_id IN (SELECT k.id FROM pay_hold h JOIN claim k ON k.job_id = h.job_id AND k.dealer_id = h.dealer_id
                             WHERE h.from_day <= \(today))
        GROUP BY l.claim_id HAVING sum(w.amount) > 0
        """
    }
}
