/// How long work that failed waits before it is tried again: twice as long each time, up to a bound, and scattered so that
/// what failed together does not come back together.
public enum Backoff {
    /// Seconds.
    private static let first = 5.0
    private static let longest = 600.0
    /// Whoever has failed so often needs a person.
    public static let mostAttempts = 10

    /// - Parameters:
    ///   - attempt: how often it has failed, from 1.
    ///   - scatter: from 0 to 1, drawn by lot.
    /// - Returns: seconds, from half to one and a half of what the attempt asks for.
    public static func seconds(after attempt: Int, scatter: Double) -> Int64 {
        let doubled = first * Double(1 << min(max(attempt - 1, 0), 20))
        return Int64((min(doubled, longest) * (0.5 + min(max(scatter, 0), 1))).rounded(.up))
    }
}
