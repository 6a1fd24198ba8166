import Dispatch
import Domain
import Foundation
import GRDB
import Synchronization

/// Writers of one store, committed together. SQLite lets one writer in at a time and a durable commit costs a disk
/// flush, so writes that wait while one is being flushed share the next flush: each runs in a savepoint of its own, and
/// none is answered before the commit that holds it. One that fails undoes itself alone. A writer that is alone needs no
/// savepoint: below one SQLite keeps every page as it was in a list that it walks with each statement, which took 44 % of
/// the time of long transactions.
final class CommitQueue: Sendable {
    private struct Waiting: Sendable {
        /// Runs the closure inside the open transaction and keeps its result. - Returns: false where it failed.
        let run: @Sendable (Database, Instant, _ isAlone: Bool) -> Bool
        /// Called once the commit is on the disk, or with the error that lost it.
        let finish: @Sendable ((any Error)?) -> Void
    }

    private struct Line {
        var waiting: [Waiting] = []
        var isRunning = false
    }

    private let pool: DatabasePool
    private let clock: @Sendable () -> Instant
    private let line = Mutex(Line())
    private let thread = DispatchQueue(label: "kardan.writer", qos: .userInitiated)
    /// Enough to share a flush, few enough that readers see fresh rows soon.
    private let mostTogether = 64

    init(pool: DatabasePool, clock: @escaping @Sendable () -> Instant) {
        self.pool = pool
        self.clock = clock
    }

    func run<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let outcome = Mutex<Result<T, any Error>?>(nil)
            enqueue(
                Waiting(
                    run: { database, now, isAlone in
                        let result = Result {
                            isAlone
                                ? try body(Transaction(SQLiteSession(database), now: now))
                                : try Self.inSavepoint(database, now: now, body)
                        }
                        outcome.withLock { $0 = result }
                        if case .failure = result { return false }
                        return true
                    },
                    finish: { fault in
                        if let fault { return continuation.resume(throwing: fault) }
                        continuation.resume(with: outcome.withLock { $0 } ?? .failure(DatabaseFault.noRow))
                    }))
        }
    }

    private func enqueue(_ writer: Waiting) {
        let mustStart = line.withLock { line in
            line.waiting.append(writer)
            defer { line.isRunning = true }
            return !line.isRunning
        }
        if mustStart { thread.async { self.drain() } }
    }

    private func drain() {
        while let batch = nextBatch() {
            let now = clock()
            do {
                try pool.writeWithoutTransaction { database in
                    try database.inTransaction(.immediate) {
                        if batch.count == 1 { return batch[0].run(database, now, true) ? .commit : .rollback }
                        for writer in batch {
                            _ = writer.run(database, now, false)
                            // A full disk makes SQLite undo the whole transaction: nobody may be told otherwise.
                            guard database.isInsideTransaction else { throw DatabaseFault.unavailable("rolled back") }
                        }
                        return .commit
                    }
                }
                for writer in batch { writer.finish(nil) }
            } catch {
                let fault = (error as? GRDB.DatabaseError).map(DatabaseFault.init) ?? error
                for writer in batch { writer.finish(fault) }
            }
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

    private static func inSavepoint<T>(
        _ database: Database, now: Instant, _ body: (Transaction) throws -> T
    ) throws -> T {
        var result: T?
        try database.inSavepoint {
            result = try body(Transaction(SQLiteSession(database), now: now))
            return .commit
        }
        return result!
    }
}
