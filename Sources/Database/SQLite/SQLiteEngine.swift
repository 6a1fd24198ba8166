import Dispatch
import Domain
import Foundation
import GRDB

/// A store in one file: several readers beside one writer.
final class SQLiteEngine: Engine {
    private let pool: DatabasePool
    private let readers: Readers
    private let queue: CommitQueue
    /// Pages read on the event loops: they must never wait for a reader that an export holds, nor for a task that needs the
    /// loop they stand on. So long reads have threads of their own, and two readers of all at the most.
    private let long = DispatchQueue(label: "kardan.reader", qos: .utility, attributes: .concurrent)
    private let longTurns = Turns(2)
    /// One for each event loop, two for long reads, one in hand; each is opened when first needed.
    private static var mostReaders: Int { ProcessInfo.processInfo.activeProcessorCount + 3 }
    /// What a store may take of the process's descriptors: file and journal for each connection, and their common index.
    static var mostDescriptors: Int { 2 * (1 + mostReaders) + 1 }

    /// - Parameter cache: KiB of pages that a connection keeps; whoever writes a whole history wants more than a page does.
    init(path: String, cache: Int = 4096, clock: @escaping @Sendable () -> Instant) throws {
        try FileManager.default.createDirectory(
            atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path, withIntermediateDirectories: true)
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            // Recursive triggers: a row that REPLACE takes away is deleted, also where the table is append only.
            try database.execute(
                sql: """
                    PRAGMA cache_size = \(-cache); PRAGMA temp_store = MEMORY; PRAGMA recursive_triggers = ON
                    """)
        }
        pool = try Self.faults { try DatabasePool(path: path, configuration: configuration) }
        // FULL: a commit that was acknowledged survives the loss of power, not only of the process. Only now: the pool itself
        // sets its writer to NORMAL, after whatever was prepared.
        try Self.faults { [pool] in
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        }
        readers = Readers(path: path, configuration, most: Self.mostReaders)
        let (pool, thread) = (pool, DispatchQueue(label: "kardan.writer", qos: .userInitiated))
        queue = CommitQueue(mostTogether: 64, clock: clock) { work in
            try await withCheckedThrowingContinuation { continuation in
                thread.async { continuation.resume(with: Result { try Self.transact(pool, work) }) }
            }
        }
    }

    private static func transact(_ pool: DatabasePool, _ work: (any Session) throws -> Bool) throws {
        try faults {
            try pool.writeWithoutTransaction { database in
                try database.inTransaction(.immediate) {
                    let session = SQLiteSession(database)
                    let isKept = try work(session)
                    if isKept, let spoilt = session.spoilt { throw spoilt }
                    return isKept ? .commit : .rollback
                }
            }
        }
    }

    /// A page reads on the thread that asks: that takes less time than two changes of thread would.
    func run<T: Sendable>(
        _ kind: TransactionKind, now: Instant, _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T {
        switch kind {
        case .read, .snapshot: try readHere(now, body)
        case .write, .migration: try await queue.run(body)
        }
    }

    private func readHere<T>(_ now: Instant, _ body: (Transaction) throws -> T) throws -> T {
        try Self.faults { try readers.read { try body(Transaction(SQLiteSession($0), now: now)) } }
    }

    func readAtLength<T: Sendable>(
        _ kind: TransactionKind, now: Instant, _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T {
        try await atLength { try self.readHere(now, body) }
    }

    /// In one step, which holds one picture of the store: who writes meanwhile waits for nobody and changes nothing of it.
    func copyFile(to path: String) async throws -> Bool {
        try await atLength {
            try Self.faults {
                let target = try DatabaseQueue(path: path)
                // Why it broke off is in the code alone: words are asked of a connection on which nothing went wrong.
                do { try self.pool.backup(to: target) } catch let error as GRDB.DatabaseError {
                    throw GRDB.DatabaseError(resultCode: error.resultCode)
                }
                try target.close()
            }
        }
        return true
    }

    private func atLength<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        try await longTurns.take {
            try await withCheckedThrowingContinuation { continuation in
                long.async { continuation.resume(with: Result { try work() }) }
            }
        }
    }

    /// Whoever writes goes last: only he can empty the journal.
    func close() throws {
        try readers.close()
        try pool.close()
    }

    func integrityProblems() async throws -> [String] {
        try readers.read { try String.fetchAll($0, sql: "PRAGMA quick_check") }.filter { $0 != "ok" }
    }

    func foreignKeyProblems() async throws -> [String] {
        try readers.read { database in
            try GRDB.Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { row in
                let (child, id, parent): (String, Int64?, String) = (row["table"], row["rowid"], row["parent"])
                return "\(child) \(id ?? 0) → \(parent)"
            }
        }
    }

    func analyze() async throws {
        try await pool.writeWithoutTransaction { try $0.execute(sql: "ANALYZE") }
    }

    /// A thousand entries of each index: some milliseconds each, however large the store.
    func refreshStatistics() async throws {
        try await pool.writeWithoutTransaction { database in
            try database.execute(sql: "PRAGMA analysis_limit = 1000; ANALYZE; PRAGMA analysis_limit = 0")
        }
    }

    private static func faults<T>(_ body: () throws -> T) throws -> T {
        do { return try body() } catch let error as GRDB.DatabaseError { throw DatabaseFault(error) }
    }
}
