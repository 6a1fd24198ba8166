/// Something that a dealer has to settle before he gets more work, as the company's rule found it.
public struct OpenBlock: Hashable, Sendable {
    /// What the limit of a rule is counted in.
    public enum Measure: Sendable { case days, money, pieces }

    /// Which rule.
    public let rule: String
    public let measure: Measure
    /// From where on it keeps work from him.
    public let limit: Int64
    /// How many things are open.
    public let count: Int64
    /// The day of the oldest of them; nil where it says nothing.
    public let since: CalendarDay?

    public init(rule: String, measure: Measure, limit: Int64, count: Int64, since: CalendarDay? = nil) {
        (self.rule, self.measure, self.limit, self.count, self.since) = (rule, measure, limit, count, since)
    }

    /// What such a limit may be.
    public static func bounds(_ measure: Measure) -> ClosedRange<Int64> {
        switch measure {
        case .days: 0...3_650
        case .money: 0...1_000_000_000_000
        case .pieces: 1...1_000
        }
    }
}
