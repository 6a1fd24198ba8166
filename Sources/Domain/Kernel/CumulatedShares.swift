/// Values with the share of each in the whole, and of all up to it.
public enum CumulatedShares {
    public struct Line: Hashable, Sendable {
        public let value: Int64
        /// Tenths of a percent, half up.
        public let share: Int
        public let cumulated: Int
    }

    /// - Parameters:
    ///   - values: in their order, the greatest first.
    ///   - whole: what they are parts of; nothing has a share of nothing.
    public static func lines(_ values: [Int64], of whole: Int64) -> [Line] {
        var sum: Int64 = 0
        func share(_ value: Int64) -> Int {
            whole > 0 ? Int((Int128(value) * 2_000 + Int128(whole)) / (Int128(whole) * 2)) : 0
        }
        return values.map { value in
            sum += value
            return Line(value: value, share: share(value), cumulated: share(sum))
        }
    }
}
