import GRDB

/// One transaction on a file.
final class SQLiteSession: Session {
    let database: GRDB.Database
    /// What was to be done later and failed, whatever became of the error: nothing is kept with it.
    private(set) var spoilt: (any Error)?

    init(_ database: GRDB.Database) { self.database = database }

    func rows(_ sql: SQL) throws -> [Row] {
        var result: [Row] = []
        try forEach(sql) { result.append($0) }
        return result
    }

    func forEach(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        try faults { try RowCursor(database.cachedStatement(sql: sql.text), sql.values).forEach(body) }
    }

    func execute(_ sql: SQL) throws -> Int {
        try faults {
            try RowCursor(database.cachedStatement(sql: sql.text), sql.values).forEach { _ in }
            return database.changesCount
        }
    }

    /// At once: there is no journey to be saved.
    func later(_ sql: SQL, _ taking: Taking) throws {
        do {
            switch taking {
            case .nothing: _ = try execute(sql)
            case .rows(let read): try read(rows(sql))
            case .judgedRows(let judge): try judge(rows(sql))
            case .judgedCount(let judge): try judge(execute(sql))
            }
        } catch {
            spoilt = spoilt ?? error
            throw error
        }
    }

    func settle() throws {}

    func inSavepoint<T>(_ work: () throws -> T) throws -> T {
        var result: T?
        defer { spoilt = nil }
        try database.inSavepoint {
            result = try work()
            if let spoilt { throw spoilt }
            return .commit
        }
        return result!
    }

    var isOpen: Bool { database.isInsideTransaction }

    func plain(_ text: String) throws {
        try faults {
            try database.execute(sql: text.replacing("IDENTITY_KEY", with: "INTEGER PRIMARY KEY AUTOINCREMENT"))
        }
    }

    func append(_ rows: [[SQLValue]], to table: TableShape) throws {
        let places = table.columns.map { _ in "?" }.joined(separator: ",")
        try faults {
            let statement = try database.cachedStatement(
                sql: "INSERT INTO \(table.name) (\(table.quotedColumns)) VALUES (\(places))")
            for row in rows { try RowCursor(statement, row).forEach { _ in } }
        }
    }

    func tables() throws -> [TableShape] {
        try faults {
            try String.fetchAll(
                database,
                sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
            ).map { name in
                TableShape(name: name, columns: try database.columns(in: name).map(\.name))
            }
        }
    }

    /// The engine writes 0 for a table that was filled from one without rows.
    func lastIdentity(of table: TableShape) throws -> Int64? {
        try rows("SELECT seq FROM sqlite_sequence WHERE name = \(table.name) AND seq > 0").first?("seq")
    }

    func setLastIdentity(_ number: Int64, of table: TableShape) throws {
        if try execute("UPDATE sqlite_sequence SET seq = \(number) WHERE name = \(table.name)") == 0 {
            _ = try execute("INSERT INTO sqlite_sequence (name, seq) VALUES (\(table.name), \(number))")
        }
    }

    func faults<T>(_ body: () throws -> T) throws -> T {
        do { return try body() } catch let error as GRDB.DatabaseError { throw DatabaseFault(error) }
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
