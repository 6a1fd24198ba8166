import Domain
import GRDB

/// A file that is only read, where it lies, and left as it is: a backup.
final class SQLiteArchive: Engine {
    private let queue: DatabaseQueue

    init(path: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        do { queue = try DatabaseQueue(path: path, configuration: configuration) } catch let error as GRDB.DatabaseError
        {
            throw DatabaseFault(error)
        }
    }

    /// Turns a store that nobody has open into one plain file, without the journal beside it.
    static func settle(path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
        try queue.close()
    }

    func run<T: Sendable>(
        _ kind: TransactionKind, now: Instant, _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T {
        do {
            return try await queue.read { try body(Transaction(SQLiteSession($0), now: now)) }
        } catch let error as GRDB.DatabaseError { throw DatabaseFault(error) }
    }

    func readAtLength<T: Sendable>(
        _ kind: TransactionKind, now: Instant, _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T {
        try await run(kind, now: now, body)
    }

    func integrityProblems() async throws -> [String] {
        do {
            return try await queue.read { try String.fetchAll($0, sql: "PRAGMA quick_check") }.filter { $0 != "ok" }
        } catch let error as GRDB.DatabaseError { throw DatabaseFault(error) }
    }

    func foreignKeyProblems() async throws -> [String] { [] }

    func analyze() async throws {}

    func close() throws { try queue.close() }
}
