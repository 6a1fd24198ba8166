import Base
import Database
import Domain
import Ground

/// Which removed parts a dealer was reminded of.
enum PartReminderStore {
    /// So many days before.
    static let daysBefore = 3
    private static let together = 50

    private enum Word: Int, CaseIterable {
        case before = 1
        case after = 2

        var notice: String { self == .before ? "parts_due" : "parts_late" }

        func condition(_ today: CalendarDay) -> SQL {
            switch self {
            case .before:
                "e.reminded = 0 AND e.due_on BETWEEN \(today) AND \(today.adding(days: daysBefore))"
            case .after: "e.reminded < 2 AND e.due_on < \(today)"
            }
        }
    }

    /// Those who are to be reminded of something, in the order of their ids.
    static func dealers(beyond: ID<Dealer>, on today: CalendarDay, _ tx: Transaction) throws -> [ID<Dealer>] {
        try tx.list(
            """
            SELECT DISTINCT e.dealer_id FROM part_debt e
            WHERE e.state = 'owed' AND e.dealer_id > \(beyond)
            AND ((\(Word.before.condition(today))) OR (\(Word.after.condition(today))))
            ORDER BY e.dealer_id LIMIT \(literal: together)
            """)
    }

    static func remind(_ dealer: ID<Dealer>, on today: CalendarDay, _ tx: Transaction) throws {
        for word in Word.allCases {
            let debts: [ID<PartDebt>] = try tx.list(
                """
                SELECT e.id FROM part_debt e
                WHERE e.dealer_id = \(dealer) AND e.state = 'owed' AND \(word.condition(today)) ORDER BY e.due_on, e.id
                """)
            guard let first = debts.first else { continue }
            try tx.execute("UPDATE part_debt SET reminded = \(word.rawValue) WHERE id IN (\(debts))")
            let notice = Notice(word.notice, about: .partDebt(first), String(debts.count))
            try OutboxStore.add(notice, to: .dealer(dealer, [.dealerManager]), but: nil, tx)
        }
    }
}
