/// What an answer means for the rows of a payout: a row is settled when all of its orders are.
public struct RowOutcome: Hashable, Sendable {
    public enum What: Hashable, Sendable {
        /// - Parameter tracking: the bank's own numbers, one for each order; a reference of ours where it gave none.
        case paid(on: CalendarDay, tracking: String)
        /// - Parameter text: the bank's words.
        case returned(on: CalendarDay, text: String)
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

    /// Rows of which a part is paid and a part has come back: a person decides about them.
    public static func mixed(of answer: BankAnswer, orders: [BankAnswer.Order]) -> [Int64] {
        let fresh = answer.lines.filter { $0.finding == .paid || $0.finding == .returned }
        let byReference = Dictionary(fresh.map { ($0.reference, $0) }) { first, _ in first }
        return Dictionary(grouping: orders, by: \.row).filter { _, orders in
            let states = states(of: orders, byReference)
            return states.contains(.paid) && states.contains(.returned)
        }.keys.sorted()
    }

    private static func states(of orders: [BankAnswer.Order], _ lines: [String: BankAnswer.Line]) -> Set<OrderState> {
        Set(orders.map { lines[$0.reference].map { $0.finding == .paid ? .paid : .returned } ?? $0.state })
    }

    private static func outcome(
        of row: Int64, _ orders: [BankAnswer.Order], _ lines: [String: BankAnswer.Line]
    ) -> RowOutcome? {
        let news = orders.compactMap { lines[$0.reference] }
        guard let last = news.last else { return nil }
        switch states(of: orders, lines) {
        case [.paid]:
            guard let day = news.compactMap(\.day).max() else { return nil }
            let given = news.map(\.tracking).filter { !$0.isEmpty }
            let numbers = given.isEmpty ? [last.reference] : given
            return RowOutcome(
                row: row,
                what: .paid(on: day, tracking: String(numbers.joined(separator: ",").prefix(longestTracking))))
        case [.returned]:
            guard let day = news.compactMap(\.day).max() else { return nil }
            return RowOutcome(
                row: row, what: .returned(on: day, text: news.map(\.text).first { !$0.isEmpty } ?? last.state))
        default: return nil
        }
    }
}
