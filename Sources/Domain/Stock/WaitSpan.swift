/// How long jobs stood waiting for a part, within a span of time that ends now.
public struct WaitSpan: Hashable, Sendable {
    /// Whole days that are looked back.
    public static let spans = [30, 90, 180]

    public let seconds: Int64

    public init(seconds: Int64) { self.seconds = max(0, seconds) }

    /// What of a wait lies within the span.
    /// - Parameter end: nil where it still waits.
    public init(from start: Instant, to end: Instant?, since first: Instant, now: Instant) {
        self.init(seconds: min(end ?? now, now).seconds - max(start, first).seconds)
    }

    /// Whole days, rounded half up.
    public var days: Int64 { (seconds + 43_200) / 86_400 }
}
