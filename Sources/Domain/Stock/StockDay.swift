/// On which day a paper may stand: what is closed or counted stays as it was.
public enum StockDay {
    /// - Parameters:
    ///   - closed: the last day that is closed.
    ///   - counted: the day of the last count at each of its places.
    /// - Throws: `stock.denied.future`, `stock.denied.closed`, `stock.denied.counted`.
    public static func check(
        _ day: CalendarDay, today: CalendarDay, closed: CalendarDay?, counted: [CalendarDay]
    ) throws(Complaint) {
        guard day <= today else { throw Complaint("stock.denied.future") }
        if let closed, day <= closed { throw Complaint("stock.denied.closed") }
        if let last = counted.max(), day < last { throw Complaint("stock.denied.counted") }
    }

    /// Whether so many can be taken on an earlier day: what lay there then, and on each day since, must not fall below zero.
    /// - Parameters:
    ///   - onHand: now.
    ///   - later: what each later day has brought (above zero) and taken, the latest day first.
    public static func canTake(_ quantity: Int64, onHand: Int64, later: [Int64]) -> Bool {
        var lay = onHand
        guard lay >= quantity else { return false }
        for change in later {
            lay -= change
            guard lay >= quantity else { return false }
        }
        return true
    }
}
