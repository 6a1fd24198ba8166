/// How many repairs there were beside how many were to be expected.
public struct FailureCount: Hashable, Sendable {
    public let found: Int
    /// In thousandths.
    public let expected: Int64

    public init(found: Int, expected: Int64) { (self.found, self.expected) = (found, expected) }

    /// The least number of them all that is an alarm.
    /// - Parameter dealt: what somebody has dealt with already: only what has come since is looked at.
    public func bound(since dealt: FailureCount? = nil, level: Int) -> Int {
        let before = dealt ?? FailureCount(found: 0, expected: 0)
        return before.found + EarlyWarning.bound(expected: max(0, expected - before.expected), level: level)
    }

    public func isAlarm(since dealt: FailureCount? = nil, level: Int) -> Bool {
        found >= bound(since: dealt, level: level)
    }
}
