import Domain
import Foundation
import Logging
import Synchronization

/// A store in a schema of its own, whose owner is a role of the same name.
final class PostgresEngine: Engine {
    private let pool: PostgresPool
    private let territory: PostgresConnection.Territory
    private let queue: CommitQueue
    private static let mostTries = 12
    /// How often a transaction of this process was run again since it started.
    static let repeated = Atomic<Int>(0)

    init(_ pool: PostgresPool, schema: String, clock: @escaping @Sendable () -> Instant) {
        let territory = PostgresConnection.Territory(schema: schema)
        (self.pool, self.territory) = (pool, territory)
        queue = CommitQueue(mostTogether: 16, clock: clock) { work in
            try await Self.tried(.write, pool, territory, withoutLimit: false) { session in
                try work(session) ? .commit(()) : .rollback(())
            }
        }
    }

    func run<T: Sendable>(
        _ kind: TransactionKind, now: Instant, _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T {
        if kind == .write { return try await queue.run(body) }
        return try await Self.tried(kind, pool, territory, withoutLimit: kind == .migration) {
            .commit(try body(Transaction($0, now: now)))
        }
    }

    func readAtLength<T: Sendable>(
        _ kind: TransactionKind, now: Instant, _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T {
        try await pool.longTurns.take {
            try await Self.tried(kind, pool, territory, withoutLimit: true) {
                .commit(try body(Transaction($0, now: now)))
            }
        }
    }

    private enum End<T: Sendable>: Sendable {
        case commit(T)
        case rollback(T)
    }

    private static func tried<T: Sendable>(
        _ kind: TransactionKind, _ pool: PostgresPool, _ territory: PostgresConnection.Territory, withoutLimit: Bool,
        _ body: @escaping @Sendable (any Session) throws -> End<T>
    ) async throws -> T {
        for attempt in 1... {
            let outcome = try await once(kind, pool, territory, withoutLimit, body)
            switch outcome {
            case .done(let result): return result
            case .overtaken(let fault):
                guard attempt < mostTries else { throw DatabaseFault.unavailable("\(fault)") }
                let total = repeated.add(1, ordering: .relaxed).newValue
                pool.log.debug(
                    "transaction is run again",
                    metadata: ["schema": "\(territory.schema)", "attempt": "\(attempt)", "total": "\(total)"])
                // Whoever was overtaken steps aside for a moment, a little longer each time.
                try await Task.sleep(for: .microseconds(Int.random(in: 200...1_500) << min(attempt, 6)))
            }
        }
        fatalError("the loop ends by itself")
    }

    private enum Outcome<T: Sendable>: Sendable {
        case done(T)
        case overtaken(DatabaseFault)
    }

    private static func once<T: Sendable>(
        _ kind: TransactionKind, _ pool: PostgresPool, _ territory: PostgresConnection.Territory, _ withoutLimit: Bool,
        _ body: @escaping @Sendable (any Session) throws -> End<T>
    ) async throws -> Outcome<T> {
        try await pool.withConnection(
            preferring: territory.schema,
            begin: { (connection) throws(DatabaseFault) in
                try connection.begin(kind, in: territory, withoutLimit: withoutLimit)
            }
        ) { connection in
            let session = PostgresSession(connection, territory)
            do {
                let end = try body(session)
                // A closure may have swallowed the error; the transaction is lost all the same.
                guard !session.isOvertaken else { throw DatabaseFault.conflict("overtaken") }
                switch end {
                case .commit(let result):
                    if kind == .read { try session.endReading() } else { try session.commit() }
                    return .done(result)
                case .rollback(let result):
                    connection.rollback()
                    return .done(result)
                }
            } catch {
                connection.rollback()
                if session.isOvertaken { return .overtaken(.conflict("\(error)")) }
                if let fault = error as? DatabaseFault, fault.isConflict { return .overtaken(fault) }
                throw error
            }
        }
    }

    /// The server checks its own pages; what is asked here is whether the schema can be read at all.
    func integrityProblems() async throws -> [String] {
        do {
            _ = try await readAtLength(.read, now: Instant(seconds: 0)) { try $0.tables() }
            return []
        } catch let fault as DatabaseFault { return ["\(fault)"] }
    }

    /// The server holds its keys itself, and none is ever put off.
    func foreignKeyProblems() async throws -> [String] { [] }

    func analyze() async throws {
        _ = try await run(.migration, now: Instant(seconds: 0)) { tx in
            for table in try tx.tables() { try tx.execute("ANALYZE \(SQL(trusted: table.name))") }
        }
    }

    /// The connections belong to all stores of the server: `Stores` closes them.
    func close() throws {}
}
