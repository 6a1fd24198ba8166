/// A moment, in whole seconds of UTC since 1970-01-01T00:00:00Z.
public struct Instant: Hashable, Comparable, Sendable {
    public let seconds: Int64

    public init(seconds: Int64) { self.seconds = seconds }

    public func adding(seconds more: Int64) -> Instant { Instant(seconds: seconds + more) }

    public static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }
}
