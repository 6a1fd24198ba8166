import Database
import Domain
import Fees
import Web

/// A dealer's account as pages show it.
package enum LedgerList {
    package struct Owner: Sendable {
        let id: ID<Dealer>
        let code: String
        let name: String
        let manager: String
        let sheba: String
        let nationalID: String
        let cityFa: String
        let cityEn: String
    }

    /// Sums of claims, in minor units.
    struct Standing: Sendable {
        let waitingCount: Int
        let waiting: Int64
        let unpaidCount: Int
        let unpaid: Int64
        let paid: Int64
        /// Retentions that are kept back.
        let held: Int64
        let balance: Int64
    }

    struct Month: Sendable {
        let period: Period
        let count: Int
        let claimed: Int64
        let waitingCount: Int
        let waiting: Int64
        let approved: Int64
        let rejectedCount: Int
    }

    /// The condition on dealers (alias `d`) whose accounts a person sees. A technician's sight has none.
    static func within(_ sight: Actor.Sight) -> SQL {
        switch sight {
        case .company: "1 = 1"
        case .dealer(let dealer): "d.id = \(dealer)"
        case .technician: "1 = 0"
        }
    }

    /// Of a dealer's person, his own dealer by code or as `mine`; of the office, any by code.
    /// - Throws: `Refusal.hidden` for every other.
    static func owner(_ code: String, _ sight: Actor.Sight, _ tx: Transaction) throws -> Owner {
        let condition: SQL
        switch sight {
        case .company: condition = "d.code = \(code)"
        case .dealer(let dealer), .technician(let dealer, _):
            condition = code == "mine" ? "d.id = \(dealer)" : "d.id = \(dealer) AND d.code = \(code)"
        }
        let row = try tx.row(
            """
            SELECT d.id, d.code, d.name, d.manager, d.sheba, d.national_id, c.name_fa, c.name_en
            FROM dealer d JOIN city c ON c.id = d.city_id WHERE \(condition)
            """)
        guard let row else { throw Refusal.hidden }
        return Owner(
            id: try row("id"), code: try row("code"), name: try row("name"), manager: try row("manager"),
            sheba: try row("sheba"), nationalID: try row("national_id"), cityFa: try row("name_fa"),
            cityEn: try row("name_en"))
    }

    /// What stands of a claim (alias `c`), and nothing of it was paid.
    private static let isUnpaid: SQL = """
        c.state IN ('approved', 'part_approved') AND c.reversed_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM ledger_entry e JOIN payout_entry x ON x.entry_id = e.id
                        JOIN payout_item i ON i.id = x.item_id WHERE e.claim_id = c.id AND i.state = 'paid')
        """

    static func standing(of dealer: ID<Dealer>, _ tx: Transaction) throws -> Standing {
        let claims = try tx.one(
            """
            SELECT coalesce(sum(CASE WHEN c.state IN ('submitted', 'sent_back') THEN 1 ELSE 0 END), 0) AS waiting_count,
                   coalesce(sum(CASE WHEN c.state IN ('submitted', 'sent_back') THEN c.claimed ELSE 0 END), 0) AS waiting,
                   coalesce(sum(CASE WHEN \(isUnpaid) THEN 1 ELSE 0 END), 0) AS unpaid_count,
                   coalesce(sum(CASE WHEN \(isUnpaid) THEN c.approved ELSE 0 END), 0) AS unpaid
            FROM claim c
            WHERE c.dealer_id = \(dealer)
            """)
        let account = try tx.one(account(dealer))
        return Standing(
            waitingCount: try claims("waiting_count"), waiting: try claims("waiting"),
            unpaidCount: try claims("unpaid_count"), unpaid: try claims("unpaid"), paid: try account("paid"),
            held: try account("held"), balance: try account("balance"))
    }

    /// In the terms of the index ledger_entry_dealer, which alone is read.
    static func account(_ dealer: ID<Dealer>) -> SQL {
        """
        SELECT coalesce(sum(amount), 0) AS balance,
               coalesce(sum(CASE WHEN kind IN ('payment', 'payment_return') THEN -amount ELSE 0 END), 0) AS paid,
               coalesce(sum(CASE WHEN kind IN ('insurance_retention', 'performance_retention', 'retention_release')
                                 THEN -amount ELSE 0 END), 0) AS held
        FROM ledger_entry WHERE dealer_id = \(dealer)
        """
    }

    /// The months from the first row or claim to the last, newest first.
    static func periods(
        of dealer: ID<Dealer>, in calendar: CalendarSystem, _ tx: Transaction
    ) throws -> [Period] {
        let (claims, row) = (try ClaimList.periods(.dealer(dealer), tx), try tx.one(ends(dealer)))
        let days: [CalendarDay?] = [try row.optional("first_day"), try row.optional("last_day")]
        let all = try claims.value() + days.compactMap(\.self).map { Period(of: $0, in: calendar) }
        guard let first = all.min(), let last = all.max() else { return [] }
        return Array(sequence(first: last) { $0 > first ? $0.previous : nil })
    }

    static func ends(_ dealer: ID<Dealer>) -> SQL {
        """
        SELECT (SELECT min(on_day) FROM ledger_entry WHERE dealer_id = \(dealer)) AS first_day,
               (SELECT max(on_day) FROM ledger_entry WHERE dealer_id = \(dealer)) AS last_day
        """
    }

    /// The claims by the month of the work, newest first.
    static func months(of dealer: ID<Dealer>, in periods: [Period], _ tx: Transaction) throws -> [Month] {
        let years = Dictionary(grouping: periods, by: \.year).sorted { $0.key > $1.key }
        return try years.flatMap { year, periods in
            try tx.rows(months(of: dealer, year, periods.map(\.month))).map { row in
                Month(
                    period: Period(year: year, month: try row("period_month")), count: try row("count"),
                    claimed: try row("claimed"), waitingCount: try row("waiting_count"), waiting: try row("waiting"),
                    approved: try row("approved"), rejectedCount: try row("rejected"))
            }
        }
    }

    /// A year at a time: with two of them in one condition the engine walks through all.
    static func months(of dealer: ID<Dealer>, _ year: Int, _ months: [Int]) -> SQL {
        """
        SELECT period_month, count(*) AS count, sum(claimed) AS claimed,
               sum(CASE WHEN state IN ('submitted', 'sent_back') THEN 1 ELSE 0 END) AS waiting_count,
               sum(CASE WHEN state IN ('submitted', 'sent_back') THEN claimed ELSE 0 END) AS waiting,
               coalesce(sum(CASE WHEN reversed_at IS NULL THEN approved ELSE 0 END), 0) AS approved,
               sum(CASE WHEN state = 'rejected' THEN 1 ELSE 0 END) AS rejected
        FROM claim WHERE period_year = \(year) AND period_month IN (\(months)) AND dealer_id = \(dealer)
        GROUP BY period_month ORDER BY period_month DESC
        """
    }

    /// The sums of each day and kind.
    static func days(
        of dealer: ID<Dealer>, _ days: ClosedRange<CalendarDay>, _ currency: Currency, _ tx: Transaction
    ) throws -> [(day: CalendarDay, kind: LedgerKind, amount: Money)] {
        try tx.rows(self.days(dealer, days)).map {
            (try $0("on_day"), try $0("kind"), Money(try $0("amount"), currency))
        }
    }

    static func days(_ dealer: ID<Dealer>, _ days: ClosedRange<CalendarDay>) -> SQL {
        """
        SELECT on_day, kind, sum(amount) AS amount FROM ledger_entry
        WHERE dealer_id = \(dealer) AND on_day BETWEEN \(days.lowerBound) AND \(days.upperBound)
        GROUP BY on_day, kind ORDER BY on_day
        """
    }
}
