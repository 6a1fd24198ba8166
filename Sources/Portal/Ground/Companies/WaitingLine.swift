import Synchronization

/// People who wait until something is free: first come, first served, and nobody longer than he has patience.
final class WaitingLine: Sendable {
    private struct State {
        var last = 0
        var waiting: [(number: Int, continuation: CheckedContinuation<Bool, Never>)] = []
    }

    private let state = Mutex(State())

    /// - Parameter isFree: looked at once nobody's call can be missed any more.
    /// - Returns: false where nobody called him in time.
    func wait(until end: ContinuousClock.Instant, unless isFree: () -> Bool) async -> Bool {
        let number = state.withLock { state in
            state.last += 1
            return state.last
        }
        let timer = Task {
            try await Task.sleep(until: end, clock: .continuous)
            leave(number)
        }
        defer { timer.cancel() }
        return await withCheckedContinuation { continuation in
            let answer: Bool? = state.withLock { state in
                if isFree() { return true }
                // His timer has looked for him already, or is about to.
                guard .now < end else { return false }
                state.waiting.append((number, continuation))
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    func callNext() {
        let next = state.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
        next?.continuation.resume(returning: true)
    }

    private func leave(_ number: Int) {
        let tired = state.withLock { state in
            state.waiting.firstIndex { $0.number == number }.map { state.waiting.remove(at: $0) }
        }
        tired?.continuation.resume(returning: false)
    }
}
