import Foundation

/// Whether more machines fail than can be by chance, by Poisson.
public enum EarlyWarning {
    /// Of how many tests one cries for nothing; parts of ten thousand.
    public static let levels = [1, 10, 50]
    public static let usual = 10

    /// Fewer repairs are no pattern, however few were to be expected.
    public static let least = 3

    /// The least number of failures that is a warning: P(X ≥ it | expected) is at most the level.
    /// - Parameters:
    ///   - expected: thousandths.
    ///   - level: parts of ten thousand.
    public static func bound(expected: Int64, level: Int = usual) -> Int {
        guard expected > 0 else { return least }
        let mean = Double(expected) / 1_000
        let alpha = Double(level) / 10_000
        // Above what is looked at here the normal law is as good, and a sum of a thousand terms is slow.
        guard mean < 500 else { return Int((mean + Self.deviations(alpha) * mean.squareRoot()).rounded(.up)) }
        var (term, below, count) = (exp(-mean), 0.0, 0)
        while true {
            // `below` is P(X < count).
            if 1 - below <= alpha { return max(count, least) }
            below += term
            count += 1
            term *= mean / Double(count)
            // What is left is lost in rounding: the terms themselves are below any level.
            if count > Int(mean) && term < alpha * 1e-9 { return count }
        }
    }

    private static func deviations(_ alpha: Double) -> Double { alpha <= 0.000_1 ? 3.72 : alpha <= 0.001 ? 3.09 : 2.58 }
}
