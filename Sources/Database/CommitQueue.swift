import CoreMetrics
import Domain
import Synchronization

/// Writers of one store, committed together. One at a time writes, on either engine, and a durable commit costs a disk
/// flush; so writes that wait while one is being flushed share the next flush: each runs in a savepoint of its own, and
/// none is answered before the commit that holds it. One that fails undoes itself alone. A writer that is alone needs no
/// savepoint: below one SQLite keeps every page as it was in a list that it walks with each statement, which took 44 % of
/// the time of long transactions.
final class CommitQueue: Sendable {
    /// Opens a transaction, runs the work in it (again, where the engine was overtaken) and commits where it returns true.
    typealias Transact = @Sendable (_ work: @escaping @Sendable (any Session) throws -> Bool) async throws -> Void

    private struct Waiting: Sendable {
        /// Runs the closure inside the open transaction and keeps its result. - Returns: false where it failed.
        let run: @Sendable (any Session, Instant, _ isAlone: Bool) -> Bool
        /// Called once the commit is on the disk, or with the error that lost it.
        let finish: @Sendable ((any Error)?) -> Void
    }

    private struct Outcome<T: Sendable>: Sendable {
        let result: Result<T, any Error>
        let told: [@Sendable () -> Void]
    }

    private struct Line {
        var waiting: [Waiting] = []
        var isRunning = false
    }

    private let clock: @Sendable () -> Instant
    private let transact: Transact
    private let line = Mutex(Line())
    /// Enough to share a flush, few enough that readers see fresh rows soon.
    private let mostTogether: Int

    init(mostTogether: Int, clock: @escaping @Sendable () -> Instant, transact: @escaping Transact) {
        (self.mostTogether, self.clock, self.transact) = (mostTogether, clock, transact)
    }

    func run<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let outcome = Mutex<Outcome<T>?>(nil)
            enqueue(
                Waiting(
                    run: { session, now, isAlone in
                        let told = Transaction.Told()
                        let result = Result {
                            let work = { try body(Transaction(session, now: now, told: told)) }
                            return isAlone ? try work() : try session.inSavepoint(work)
                        }
                        let all = told.all
                        outcome.withLock { $0 = Outcome(result: result, told: all) }
                        if case .failure = result { return false }
                        return true
                    },
                    finish: { fault in
                        if let fault { return continuation.resume(throwing: fault) }
                        guard let outcome = outcome.withLock({ $0 }) else {
                            return continuation.resume(throwing: DatabaseFault.noRow)
                        }
                        if case .success = outcome.result { for tell in outcome.told { tell() } }
                        continuation.resume(with: outcome.result)
                    }))
        }
    }

    /// Writers of all stores that wait for their turn or are being written.
    private static let writers = Meter(label: "kardan.store.writers")

    private func enqueue(_ writer: Waiting) {
        Self.writers.increment()
        let mustStart = line.withLock { line in
            line.waiting.append(writer)
            defer { line.isRunning = true }
            return !line.isRunning
        }
        if mustStart { Task.detached { await self.drain() } }
    }

    private func drain() async {
        while let batch = nextBatch() {
            do {
                try await transact { [clock] session in
                    // Only now: it may have waited long for its turn.
                    let now = clock()
                    if batch.count == 1 { return batch[0].run(session, now, true) }
                    for writer in batch {
                        _ = writer.run(session, now, false)
                        // A full disk undoes the whole transaction: nobody may be told otherwise.
                        guard session.isOpen else { throw DatabaseFault.unavailable("rolled back") }
                    }
                    return true
                }
                for writer in batch { writer.finish(nil) }
            } catch {
                for writer in batch { writer.finish(error) }
            }
            Self.writers.decrement(by: Double(batch.count))
        }
    }

    private func nextBatch() -> [Waiting]? {
        line.withLock { line in
            guard !line.waiting.isEmpty else {
                line.isRunning = false
                return nil
            }
            let batch = Array(line.waiting.prefix(mostTogether))
            line.waiting.removeFirst(batch.count)
            return batch
        }
    }
}
