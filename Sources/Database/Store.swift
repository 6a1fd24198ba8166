import Domain
import Foundation
import GRDB

/// One company's store, or the directory. A closure sees one consistent state, has no side effect but its SQL, and what
/// `write` has returned is on the disk.
public final class Store: Sendable {
    private let pool: DatabasePool
    private let queue: CommitQueue
    private let clock: @Sendable () -> Instant

    /// - Parameter clock: the time that transactions carry; tests and the demo pass their own.
    public init(path: String, clock: @escaping @Sendable () -> Instant = Instant.systemNow) throws {
        try FileManager.default.createDirectory(
            atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path, withIntermediateDirectories: true)
        var configuration = Configuration()
        configuration.maximumReaderCount = 4
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            // FULL: a commit that was acknowledged survives the loss of power, not only of the process.
            try database.execute(
                sql: "PRAGMA synchronous = FULL; PRAGMA cache_size = -4096; PRAGMA temp_store = MEMORY")
        }
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
        } catch let error as GRDB.DatabaseError { throw DatabaseFault(error) }
        queue = CommitQueue(pool: pool, clock: clock)
        self.clock = clock
    }

    /// For pages. It runs on the thread that asks: a page's reading takes less time than two changes of thread would.
    public func read<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try readHere(body)
    }

    /// For exports and checks, which read much: on a thread of its own, so that no page waits for it.
    public func readAtLength<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        let now = clock()
        do {
            return try await pool.read { try body(Transaction($0, now: now)) }
        } catch let error as GRDB.DatabaseError { throw DatabaseFault(error) }
    }

    private func readHere<T>(_ body: (Transaction) throws -> T) throws -> T {
        let now = clock()
        do {
            return try pool.read { try body(Transaction($0, now: now)) }
        } catch let error as GRDB.DatabaseError { throw DatabaseFault(error) }
    }

    public func write<T: Sendable>(_ body: @escaping @Sendable (Transaction) throws -> T) async throws -> T {
        try await queue.run(body)
    }

    /// Waits for the writes under way and closes the file.
    public func close() throws { try pool.close() }

    /// SQLite's own check of the file; empty where all is well.
    public func integrityProblems() async throws -> [String] {
        try await pool.read { try String.fetchAll($0, sql: "PRAGMA quick_check") }.filter { $0 != "ok" }
    }

    /// Rows whose foreign key leads nowhere, as `table row → table`; empty where all is well.
    public func foreignKeyProblems() async throws -> [String] {
        try await pool.read { database in
            try GRDB.Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { row in
                let (child, id, parent): (String, Int64?, String) = (row["table"], row["rowid"], row["parent"])
                return "\(child) \(id ?? 0) → \(parent)"
            }
        }
    }

    /// Lets the engine learn how its columns are spread, so that it picks the right index.
    public func analyze() async throws {
        try await pool.writeWithoutTransaction { try $0.execute(sql: "ANALYZE") }
    }
}

extension Instant {
    public static func systemNow() -> Instant { Instant(seconds: Int64(Date().timeIntervalSince1970)) }
}
