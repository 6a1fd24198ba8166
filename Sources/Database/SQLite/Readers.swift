import GRDB
import Synchronization

/// Connections that only read, each opened when first needed and kept. The library's own pool asks for the schema's version
/// and reads the words of BEGIN and COMMIT anew for every page.
final class Readers: Sendable {
    private let path: String
    private let configuration: Configuration
    private let most: Int
    /// nil once they are closed.
    private let idle = Mutex<[DatabaseQueue]?>([])

    /// - Parameter most: so many are kept; who finds none idle opens one.
    init(path: String, _ configuration: Configuration, most: Int) {
        self.path = path
        self.configuration = configuration.with { $0.readonly = true }
        self.most = most
    }

    /// All that the body reads is of one moment.
    /// - Throws: `DatabaseError` also where they are closed.
    func read<T>(_ body: (GRDB.Database) throws -> T) throws -> T {
        let reader = try taken() ?? DatabaseQueue(path: path, configuration: configuration)
        defer { giveBack(reader) }
        return try reader.unsafeRead { database in
            try Self.run("BEGIN DEFERRED TRANSACTION", database)
            do {
                let result = try body(database)
                try Self.run("COMMIT TRANSACTION", database)
                return result
            } catch {
                if database.isInsideTransaction { try Self.run("ROLLBACK TRANSACTION", database) }
                throw error
            }
        }
    }

    func close() throws {
        let readers = idle.withLock { idle in
            defer { idle = nil }
            return idle ?? []
        }
        for reader in readers { try reader.close() }
    }

    private func taken() throws -> DatabaseQueue? {
        try idle.withLock { idle in
            guard idle != nil else { throw DatabaseError(resultCode: .SQLITE_CANTOPEN, message: "the store is closed") }
            return idle?.popLast()
        }
    }

    /// One that is left over is closed when the last reference to it goes.
    private func giveBack(_ reader: DatabaseQueue) {
        idle.withLock { idle in
            if (idle?.count ?? most) < most { idle?.append(reader) }
        }
    }

    private static func run(_ statement: String, _ database: GRDB.Database) throws {
        try RowCursor(database.cachedStatement(sql: statement), []).forEach { _ in }
    }
}

extension Configuration {
    fileprivate func with(_ change: (inout Configuration) -> Void) -> Configuration {
        var copy = self
        change(&copy)
        return copy
    }
}
