/// Causes by their weight, the heaviest first, and how much the first ones make of all. Shares are in tenths of a percent.
public struct Pareto<Cause: Sendable>: Sendable {
    public struct Line: Sendable {
        public let cause: Cause
        public let count: Int
        public let share: Int
        /// Of this one and all above it.
        public let cumulated: Int
    }

    public let lines: [Line]
    public let total: Int

    /// - Parameter counts: each at least 1; of two that weigh the same the one that comes first stands first.
    public init(_ counts: [(cause: Cause, count: Int)]) {
        let total = counts.reduce(0) { $0 + $1.count }
        var sum = 0
        lines = counts.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
            .map { item in
                sum += item.element.count
                return Line(
                    cause: item.element.cause, count: item.element.count,
                    share: Self.tenths(item.element.count, of: total), cumulated: Self.tenths(sum, of: total))
            }
        self.total = total
    }

    /// Half up.
    private static func tenths(_ part: Int, of total: Int) -> Int { (part * 2_000 + total) / (total * 2) }
}
