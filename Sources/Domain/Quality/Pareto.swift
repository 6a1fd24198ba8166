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
        total = counts.reduce(0) { $0 + $1.count }
        let sorted = counts.enumerated()
            .sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }.map(\.element)
        let shares = CumulatedShares.lines(sorted.map { Int64($0.count) }, of: Int64(total))
        lines = zip(sorted, shares).map {
            Line(cause: $0.cause, count: $0.count, share: $1.share, cumulated: $1.cumulated)
        }
    }
}
