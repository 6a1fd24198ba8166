import Domain

/// A transaction opened on one company's store (or on the directory). It can reach nothing else.
public final class Transaction {
    /// The time of this transaction; every row it writes carries the same.
    public let now: Instant
    let session: any Session
    private let told: Told

    /// What is to be told once a transaction is on the disk.
    final class Told {
        var all: [@Sendable () -> Void] = []
        var host: (any Sendable)?
    }

    init(_ session: any Session, now: Instant, told: Told = Told()) {
        self.session = session
        self.now = now
        self.told = told
    }

    /// Called once what this transaction wrote is on the disk, and never where it is undone: to wake whoever waits for it.
    public func afterCommit(_ tell: @escaping @Sendable () -> Void) { told.all.append(tell) }

    /// Whose transaction it is: lent by whoever opened it, for what is done along with a deed and is no part of it.
    public var host: (any Sendable)? {
        get { told.host }
        set { told.host = newValue }
    }

    /// The same transaction at another moment: for a history that is written down after it happened.
    public func at(_ moment: Instant) -> Transaction { Transaction(session, now: moment, told: told) }

    public func rows(_ sql: SQL, file: StaticString = #fileID, line: UInt = #line) throws -> [Row] {
        try SlowStatements.watch(sql, file, line) { try session.rows(sql) }
    }

    /// Each row in turn, for exports and copies that must not stand in memory whole.
    public func forEach(_ sql: SQL, _ body: (Row) throws -> Void) throws { try session.forEach(sql, body) }

    public func row(_ sql: SQL, file: StaticString = #fileID, line: UInt = #line) throws -> Row? {
        try rows(sql, file: file, line: line).first
    }

    /// - Throws: `DatabaseFault.noRow` where there is none.
    public func one(_ sql: SQL, file: StaticString = #fileID, line: UInt = #line) throws -> Row {
        guard let row = try row(sql, file: file, line: line) else { throw DatabaseFault.noRow }
        return row
    }

    /// The first column of the first row; nil where there is no row or it is NULL.
    public func value<T: ColumnValue>(
        _ sql: SQL, as type: T.Type = T.self, file: StaticString = #fileID, line: UInt = #line
    ) throws -> T? {
        guard let value = try row(sql, file: file, line: line)?.values.first, value != .null else { return nil }
        guard let typed = T(sqlValue: value) else { throw DatabaseFault.column("first") }
        return typed
    }

    /// The first column of each row.
    public func list<T: ColumnValue>(
        _ sql: SQL, as type: T.Type = T.self, file: StaticString = #fileID, line: UInt = #line
    ) throws -> [T] {
        try rows(sql, file: file, line: line).map { row in
            guard let value = row.values.first, let typed = T(sqlValue: value) else {
                throw DatabaseFault.column("first")
            }
            return typed
        }
    }

    /// - Returns: how many rows it changed.
    @discardableResult
    public func execute(_ sql: SQL, file: StaticString = #fileID, line: UInt = #line) throws -> Int {
        try SlowStatements.watch(sql, file, line) { try session.execute(sql) }
    }

    /// `INSERT … RETURNING id`: the new row's id.
    public func insert<Of>(
        _ sql: SQL, as type: ID<Of>.Type = ID<Of>.self, file: StaticString = #fileID, line: UInt = #line
    ) throws -> ID<Of> {
        guard let id: ID<Of> = try value(sql + "RETURNING id", file: file, line: line) else {
            throw DatabaseFault.noRow
        }
        return id
    }

    /// The same where the id may not be needed, or not yet.
    public func insertLater<Of>(
        _ sql: SQL, as type: ID<Of>.Type = ID<Of>.self, file: StaticString = #fileID, line: UInt = #line
    ) throws -> Reply<ID<Of>> {
        try ask(sql + "RETURNING id", file: file, line: line) { rows in
            guard let row = rows.first else { throw DatabaseFault.noRow }
            return try row("id")
        }
    }

    /// Several commands without parameters, for migrations.
    func script(_ text: String) throws { try session.script(text) }
}

/// For what the law wants changed in rows that else nobody may change.
extension Transaction {
    /// Lets the work change these tables, which are append only, within this transaction alone: the engine holds to them again
    /// before it ends. Whoever reads them waits meanwhile on a server.
    public func rewriting<T>(_ tables: [String], _ work: () throws -> T) throws -> T {
        for table in tables { try session.setChangeable(table) }
        let result = try work()
        for table in tables { try session.setAppendOnly(table) }
        return result
    }
}

/// For copies of whole stores.
extension Transaction {
    /// The store's own tables, by name.
    public func tables() throws -> [TableShape] { try session.tables() }

    public func append(_ rows: [[SQLValue]], to table: TableShape) throws { try session.append(rows, to: table) }

    /// The last number that a table's identity column gave out; nil where it has none or gave none.
    public func lastIdentity(of table: TableShape) throws -> Int64? { try session.lastIdentity(of: table) }

    public func setLastIdentity(_ number: Int64, of table: TableShape) throws {
        try session.setLastIdentity(number, of: table)
    }
}
