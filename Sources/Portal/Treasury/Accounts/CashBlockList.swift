import Database
import Domain
import Work

/// Cash of customers that dealers hold for the company, as far as no payout has taken it off yet.
enum CashBlockList {
    static let kinds = [
        BlockKind("cash_amount", in: .money) { limit, _, only, tx in
            try found(only, having: "-sum(e.amount) > \(limit)", tx)
        },
        BlockKind("cash_age", in: .days) { days, today, only, tx in
            try found(only, having: "min(e.day) < \(today.adding(days: -Int(days)))", tx)
        },
    ]

    /// By an index that knows no other rows.
    private static func found(_ only: ID<Dealer>?, having: SQL, _ tx: Transaction) throws -> [BlockKind.Found] {
        let one: SQL = only.map { "AND e.dealer_id = \($0)" } ?? ""
        return try tx.rows(
            """
            SELECT e.dealer_id, count(*) AS entries, min(e.day) AS oldest FROM open_entry e
            WHERE e.kind = 'cash_collected' \(one) GROUP BY e.dealer_id HAVING \(having)
            """
        ).map {
            BlockKind.Found(dealer: try $0("dealer_id"), count: try $0("entries"), since: try $0("oldest"))
        }
    }
}
