import Dispatch
import Domain
import Synchronization
import Web

/// Who asks for the hash of a password, as far as it matters for whose turn it is.
package struct HashCaller: Sendable {
    let isClean: Bool
    /// nil where it is not known, or where it does not matter.
    let address: String?

    package static let known = HashCaller(isClean: true, address: nil)

    private init(isClean: Bool, address: String?) { (self.isClean, self.address) = (isClean, address) }

    package init(_ standing: FailureStore.Standing) {
        (isClean, address) = (standing.isClean, standing.address?.counted)
    }
}

/// Whose turn it is to have a password hashed, which takes a core and 16 MiB for a while: two at a time leave the rest of the
/// machine to those signed in. One of the two places is kept for those without failures, so that whoever tries passwords by
/// the thousand waits behind his own kind only.
final class HashQueue: Sendable {
    /// Of those without failures, and of the others. A hash takes half a second: whoever would wait for more is better told
    /// to come again.
    static let mostWaiting = 40
    static let mostDoubtful = 20
    /// Of one address among those without failures: a flood's first requests come before its first failure.
    static let mostOfAddress = 4

    private struct Waiting {
        let isClean: Bool
        let start: @Sendable () -> Void
    }

    private struct State {
        var clean: [Waiting] = []
        var doubtful: [Waiting] = []
        var running = 0
        var runningDoubtful = 0
        var ofAddress: [String: Int] = [:]

        /// The next one who may begin, taken off its line.
        mutating func next() -> Waiting? {
            guard running < 2 else { return nil }
            let mayDoubt = runningDoubtful == 0 && !doubtful.isEmpty
            // The other place is theirs where the first one is taken: neither line waits for the other's end.
            if mayDoubt, clean.isEmpty || running == 1 { return begin(doubtful.removeFirst()) }
            return clean.isEmpty ? nil : begin(clean.removeFirst())
        }

        private mutating func begin(_ waiting: Waiting) -> Waiting {
            running += 1
            if !waiting.isClean { runningDoubtful += 1 }
            return waiting
        }
    }

    private let state = Mutex(State())
    private let threads = DispatchQueue(label: "kardan.passwords", attributes: .concurrent)

    /// - Throws: `Refusal.tooMany` where too many wait already.
    func take<T: Sendable>(_ caller: HashCaller, _ work: @escaping @Sendable () throws -> T) async throws -> T {
        let isClean = enter(caller)
        defer { leave(caller, isClean) }
        return try await withCheckedThrowingContinuation { done in
            let waiting = Waiting(isClean: isClean) { [self] in
                threads.async { [self] in
                    let result = Result(catching: work)
                    end(isClean)
                    done.resume(with: result)
                }
            }
            guard add(waiting) else {
                done.resume(throwing: Refusal.tooMany)
                return
            }
            begin()
        }
    }

    /// - Returns: whether he stands among those without failures.
    private func enter(_ caller: HashCaller) -> Bool {
        guard caller.isClean, let address = caller.address else { return caller.isClean }
        return state.withLock { state in
            guard state.ofAddress[address, default: 0] < Self.mostOfAddress else { return false }
            state.ofAddress[address, default: 0] += 1
            return true
        }
    }

    private func leave(_ caller: HashCaller, _ isClean: Bool) {
        guard isClean, let address = caller.address else { return }
        state.withLock { state in
            let rest = (state.ofAddress[address] ?? 1) - 1
            state.ofAddress[address] = rest > 0 ? rest : nil
        }
    }

    private func add(_ waiting: Waiting) -> Bool {
        state.withLock { state in
            if waiting.isClean {
                guard state.clean.count < Self.mostWaiting else { return false }
                state.clean.append(waiting)
            } else {
                guard state.doubtful.count < Self.mostDoubtful else { return false }
                state.doubtful.append(waiting)
            }
            return true
        }
    }

    private func begin() {
        while let next = state.withLock({ $0.next() }) { next.start() }
    }

    private func end(_ isClean: Bool) {
        state.withLock { state in
            state.running -= 1
            if !isClean { state.runningDoubtful -= 1 }
        }
        begin()
    }
}
