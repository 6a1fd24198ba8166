import Database
import Domain
import Ground
import Work

/// Removed parts that dealers owe for longer than the company lets pass before it gives them more work. What is in a box on
/// its way, or was charged for, is owed no more.
enum DebtBlockList {
    static let kind = BlockKind("parts_age", in: .days) { days, today, only, tx in
        guard try Feature.stock.isOn(SettingStore.all(tx)) else { return [] }
        let one: SQL = only.map { "AND e.dealer_id = \($0)" } ?? ""
        return try tx.rows(
            """
            SELECT e.dealer_id, count(*) AS parts, min(e.born_on) AS oldest FROM part_debt e
            WHERE e.state = 'owed' AND e.born_on < \(today.adding(days: -Int(days))) \(one)
            AND NOT EXISTS (SELECT 1 FROM part_charge c WHERE c.debt_id = e.id AND c.state = 'posted')
            GROUP BY e.dealer_id
            """
        ).map {
            BlockKind.Found(dealer: try $0("dealer_id"), count: try $0("parts"), since: try $0("oldest"))
        }
    }
}
