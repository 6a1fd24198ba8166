import Domain

/// What a transaction speaks to: one connection of one engine, inside one transaction.
protocol Session: AnyObject {
    /// Each row in turn. Other statements of the same transaction may run in between.
    func forEach(_ sql: SQL, _ body: (Row) throws -> Void) throws
    /// All rows of a short answer.
    func rows(_ sql: SQL) throws -> [Row]
    /// - Returns: how many rows it changed.
    func execute(_ sql: SQL) throws -> Int
    /// Has it done by the time that the next statement is answered or the transaction ends, after all that came before it.
    /// Where it fails, or its judge refuses the answer, the transaction is not kept, whatever becomes of the error.
    func later(_ sql: SQL, _ taking: Taking) throws
    /// Waits for all that was to be done later.
    func settle() throws
    /// Keeps all that the work wrote or nothing of it, within the transaction.
    func inSavepoint<T>(_ work: () throws -> T) throws -> T
    /// Whether the transaction is still there: an engine may undo it by itself.
    var isOpen: Bool { get }
    /// One command without parameters that both engines understand.
    func plain(_ text: String) throws
    /// The column leads to another table from now on; a list of words that its CHECK held goes.
    func bind(_ column: ColumnName, to target: ColumnName) throws
    /// `ScriptPart.rule`. - Throws: `DatabaseFault.statement` where not just one rule is over these columns alone.
    func setRule(_ table: String, of columns: Set<String>, _ rule: String) throws
    /// `ScriptPart.optional`. - Throws: `DatabaseFault.statement` where there is no such column that must be filled.
    func setOptional(_ column: ColumnName) throws
    /// Nobody changes a row of the table any more or takes one away.
    func setAppendOnly(_ table: String) throws
    func setChangeable(_ table: String) throws
    /// Adds rows as they are, many at a time: for copies of whole stores.
    func append(_ rows: [[SQLValue]], to table: TableShape) throws
    /// The store's own tables, with their columns in order.
    func tables() throws -> [TableShape]
    /// The last number that a table's identity column gave out; nil where it has none or gave none.
    func lastIdentity(of table: TableShape) throws -> Int64?
    func setLastIdentity(_ number: Int64, of table: TableShape) throws
}

/// A table as it stands in a store.
public struct TableShape: Sendable, Hashable {
    public let name: String
    public let columns: [String]
}

/// How a store is opened for a transaction.
enum TransactionKind: Sendable {
    /// A consistent picture, nothing is changed.
    case read
    /// The same, and no transaction that began before it can still change what it saw.
    case snapshot
    case write
    /// Changes the schema; only one at a time in a store, and each statement sees what the one before it committed.
    case migration
}

/// One place where a store lives: an embedded file, or a schema on a server.
protocol Engine: Sendable {
    /// For pages: as near to the asking thread as the engine allows.
    func run<T: Sendable>(
        _ kind: TransactionKind, now: Instant, _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T
    /// For exports and checks, which read much: no page waits for it, and no time limit ends it.
    func readAtLength<T: Sendable>(
        _ kind: TransactionKind, now: Instant, _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T
    /// Copies the store's own file, as it stands. - Returns: false where it has none.
    func copyFile(to path: String) async throws -> Bool
    /// What the engine itself finds wrong with the store's files and keys, in its own words; empty where all is well.
    func integrityProblems() async throws -> [String]
    func foreignKeyProblems() async throws -> [String]
    /// Lets the engine learn how its columns are spread, so that it picks the right index.
    func analyze() async throws
    /// The same again, as a store has grown, without reading it all.
    func refreshStatistics() async throws
    func close() throws
}

extension Engine {
    func copyFile(to path: String) async throws -> Bool { false }
    /// A server does so by itself.
    func refreshStatistics() async throws {}
}
