import Domain
import Foundation
import Logging
import Synchronization

/// A store in a schema of its own, whose owner is a role of the same name.
final class PostgresEngine: Engine {
    private let pool: PostgresPool
    private let territory: PostgresConnection.Territory
    private static let mostTries = 12
    /// How often a transaction of this process was run again since it started.
    static let repeated = Atomic<Int>(0)

    init(_ pool: PostgresPool, schema: String) {
        self.pool = pool
        territory = .init(schema: schema)
    }

    func run<T: Sendable>(
        _ kind: TransactionKind, now: Instant, _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T {
        try await tried(kind, now, withoutLimit: kind == .migration, body)
    }

    func readAtLength<T: Sendable>(
        _ kind: TransactionKind, now: Instant, _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T {
        try await tried(kind, now, withoutLimit: true, body)
    }

    private func tried<T: Sendable>(
        _ kind: TransactionKind, _ now: Instant, withoutLimit: Bool,
        _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T {
        for attempt in 1... {
            let outcome = try await once(kind, now, withoutLimit, body)
            switch outcome {
            case .done(let result): return result
            case .overtaken(let fault):
                guard attempt < Self.mostTries else { throw DatabaseFault.unavailable("\(fault)") }
                let total = Self.repeated.add(1, ordering: .relaxed).newValue
                pool.log.info(
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

    private func once<T: Sendable>(
        _ kind: TransactionKind, _ now: Instant, _ withoutLimit: Bool,
        _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> Outcome<T> {
        let territory = territory
        return try await pool.withConnection(
            preferring: territory.schema,
            begin: { (connection) throws(DatabaseFault) in
                try connection.begin(kind, in: territory, withoutLimit: withoutLimit)
            }
        ) { connection in
            let session = PostgresSession(connection, territory)
            do {
                let result = try body(Transaction(session, now: now))
                // A closure may have swallowed the error; the transaction is lost all the same.
                guard !session.isOvertaken else { throw DatabaseFault.conflict("overtaken") }
                try connection.commit()
                return .done(result)
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
