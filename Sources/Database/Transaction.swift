import Domain
import GRDB

/// A transaction opened on one company's store (or on the directory). It can reach nothing else.
public final class Transaction {
    /// The time of this transaction; every row it writes carries the same.
    public let now: Instant
    private let database: GRDB.Database

    init(_ database: GRDB.Database, now: Instant) {
        self.database = database
        self.now = now
    }

    /// The same transaction at another moment: for a history that is written down after it happened.
    public func at(_ moment: Instant) -> Transaction { Transaction(database, now: moment) }

    public func rows(_ sql: SQL) throws -> [Row] {
        try faults {
            let cursor = try GRDB.Row.fetchCursor(prepared(sql))
            var columns: [String]?
            var result: [Row] = []
            while let row = try cursor.next() {
                if columns == nil { columns = Array(row.columnNames) }
                result.append(Row(columns: columns!, values: row.databaseValues.map(SQLValue.init)))
            }
            return result
        }
    }

    /// Each row in turn, for exports and copies that must not stand in memory whole.
    public func forEach(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        try faults {
            let cursor = try GRDB.Row.fetchCursor(prepared(sql))
            var columns: [String]?
            while let row = try cursor.next() {
                if columns == nil { columns = Array(row.columnNames) }
                try body(Row(columns: columns!, values: row.databaseValues.map(SQLValue.init)))
            }
        }
    }

    public func row(_ sql: SQL) throws -> Row? { try rows(sql).first }

    /// - Throws: `DatabaseFault.noRow` where there is none.
    public func one(_ sql: SQL) throws -> Row {
        guard let row = try row(sql) else { throw DatabaseFault.noRow }
        return row
    }

    /// The first column of the first row; nil where there is no row or it is NULL.
    public func value<T: ColumnValue>(_ sql: SQL, as type: T.Type = T.self) throws -> T? {
        guard let value = try row(sql)?.values.first, value != .null else { return nil }
        guard let typed = T(sqlValue: value) else { throw DatabaseFault.column("first") }
        return typed
    }

    /// The first column of each row.
    public func list<T: ColumnValue>(_ sql: SQL, as type: T.Type = T.self) throws -> [T] {
        try rows(sql).map { row in
            guard let value = row.values.first, let typed = T(sqlValue: value) else {
                throw DatabaseFault.column("first")
            }
            return typed
        }
    }

    /// - Returns: how many rows it changed.
    @discardableResult
    public func execute(_ sql: SQL) throws -> Int {
        try faults {
            try prepared(sql).execute()
            return database.changesCount
        }
    }

    /// `INSERT … RETURNING id`: the new row's id.
    public func insert<Of>(_ sql: SQL, as type: ID<Of>.Type = ID<Of>.self) throws -> ID<Of> {
        guard let id: ID<Of> = try value(sql + "RETURNING id") else { throw DatabaseFault.noRow }
        return id
    }

    /// Several statements without parameters, for migrations.
    func script(_ text: String) throws { try faults { try database.execute(sql: text) } }

    private func prepared(_ sql: SQL) throws -> Statement {
        let statement = try database.cachedStatement(sql: sql.text)
        try statement.setArguments(StatementArguments(sql.values.map(\.databaseValue)))
        return statement
    }

    private func faults<T>(_ body: () throws -> T) throws -> T {
        do { return try body() } catch let error as GRDB.DatabaseError { throw DatabaseFault(error) }
    }
}

extension SQLValue {
    init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let number): self = .integer(number)
        case .string(let text): self = .text(text)
        case .double(let number): self = .text(String(number))
        case .blob(let data): self = .text(String(decoding: data, as: UTF8.self))
        }
    }

    var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .text(let text): text.databaseValue
        }
    }
}

extension DatabaseFault {
    init(_ error: GRDB.DatabaseError) {
        let message = error.message ?? error.description
        switch error.extendedResultCode {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY: self = .unique(message)
        default:
            switch error.resultCode {
            case .SQLITE_CONSTRAINT: self = .constraint(message)
            case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_CANTOPEN:
                self = .unavailable(message)
            default: self = .statement(error.description)
            }
        }
    }
}
