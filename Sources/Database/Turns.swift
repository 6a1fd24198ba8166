import CoreMetrics
import Synchronization

/// Lets so many at a time do something and makes the others wait in line, without a thread for whoever waits.
package final class Turns: Sendable {
    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>
    /// How many stand in line.
    private let inLine: Meter?

    /// - Parameter line: under what name it is seen from outside how many stand in line; nil where it is not.
    package init(_ count: Int, line: String? = nil) {
        state = Mutex(State(free: count))
        inLine = line.map { Meter(label: $0) }
    }

    package func take<T: Sendable>(_ work: () async throws -> T) async throws -> T {
        await withCheckedContinuation { continuation in
            let isMine = state.withLock { state in
                if state.free > 0 {
                    state.free -= 1
                    return true
                }
                state.waiting.append(continuation)
                inLine?.increment()
                return false
            }
            if isMine { continuation.resume() }
        }
        defer { pass() }
        return try await work()
    }

    /// For work that answers for its own faults.
    package func takeQuietly(_ work: () async -> Void) async {
        try? await take { await work() }
    }

    private func pass() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard !state.waiting.isEmpty else {
                state.free += 1
                return nil
            }
            inLine?.decrement()
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}
