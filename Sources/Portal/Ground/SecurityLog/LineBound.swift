import Domain
import Synchronization

/// Keeps a flood out of a log: so many lines of one kind in a minute, and so many in all.
final class LineBound: Sendable {
    private struct State {
        var minute: Int64 = 0
        var counts: [String: Int] = [:]
        var all = 0
        var leftOut = 0
    }

    private let each: Int
    private let most: Int
    private let state = Mutex(State())

    init(each: Int, most: Int) { (self.each, self.most) = (each, most) }

    /// - Returns: whether a line of this kind may be written, and how many were left out before this minute.
    func take(_ kind: String, at now: Instant) -> (isTaken: Bool, leftOut: Int) {
        state.withLock { state in
            var leftOut = 0
            if state.minute != now.seconds / 60 {
                leftOut = state.leftOut
                state = State(minute: now.seconds / 60)
            }
            let count = state.counts[kind] ?? 0
            guard state.all < most, count < each else {
                state.leftOut += 1
                return (false, leftOut)
            }
            state.counts[kind] = count + 1
            state.all += 1
            return (true, leftOut)
        }
    }
}
