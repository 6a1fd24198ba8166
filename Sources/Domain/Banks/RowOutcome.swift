/// What an answer means for the rows of a payout: a row is settled when all of its orders are.
public struct RowOutcome: Hashable, Sendable {
    public enum What: Hashable, Sendable {
        /// - Parameter tracking: the bank's own numbers, one for each order.
        case paid(on: CalendarDay, tracking: String)
        /// - Parameter text: the bank's words.
        case returned(text: String)
    }

    public let row: Int64
    public let what: What
    private static let longestTracking = 64

    /// In the order of the orders. Rows of which a part is paid and a part is not are left out.
    public static func all(of answer: BankAnswer, orders: [BankAnswer.Order]) -> [RowOutcome] {
        let fresh = answer.lines.filter { $0.finding == .paid || $0.finding == .returned }
        let byReference = Dictionary(fresh.map { ($0.reference, $0) }) { first, _ in first }
        var seen: Set<Int64> = []
        let byRow = Dictionary(grouping: orders, by: \.row)
        return orders.compactMap { order in
            guard seen.insert(order.row).inserted, let all = byRow[order.row] else { return nil }
            return outcome(of: order.row, all, byReference)
        }
    }

    private static func outcome(
        of row: Int64, _ orders: [BankAnswer.Order], _ lines: [String: BankAnswer.Line]
    ) -> RowOutcome? {
        let news = orders.compactMap { lines[$0.reference] }
        guard let last = news.last else { return nil }
        let states = Set(orders.map { lines[$0.reference].map { $0.finding == .paid ? .paid : .returned } ?? $0.state })
        switch states {
        case [.paid]:
            let numbers = news.map(\.tracking).filter { !$0.isEmpty }
            let day = news.compactMap(\.day).max() ?? last.day
            guard let day else { return nil }
            return RowOutcome(
                row: row,
                what: .paid(on: day, tracking: String(numbers.joined(separator: ",").prefix(longestTracking))))
        case [.returned]:
            return RowOutcome(row: row, what: .returned(text: news.map(\.text).first { !$0.isEmpty } ?? ""))
        default: return nil
        }
    }
}
