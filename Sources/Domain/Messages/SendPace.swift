/// How many messages a provider takes in a minute.
public struct SendPace: Hashable, Sendable {
    /// Seconds over which they are counted.
    public static let window: Int64 = 60
    public let perMinute: Int

    /// - Returns: nil for as many as there are.
    public init?(perMinute: Int) {
        guard perMinute > 0 else { return nil }
        self.perMinute = perMinute
    }

    /// When one more may go. - Parameter tried: when each of the last minute was tried, the oldest first.
    public func open(from moment: Instant, after tried: [Instant]) -> Instant {
        let recent = tried.filter { $0.adding(seconds: Self.window) > moment }
        guard recent.count >= perMinute else { return moment }
        return recent[recent.count - perMinute].adding(seconds: Self.window)
    }

    /// How many may go at this moment.
    public func room(at moment: Instant, after tried: [Instant]) -> Int {
        max(0, perMinute - tried.count { $0.adding(seconds: Self.window) > moment })
    }
}
