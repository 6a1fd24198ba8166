import CPostgres
import Foundation
import Synchronization

/// One connection to a server. One thread at a time works with it: whoever took it from the pool.
final class PostgresConnection: @unchecked Sendable {
    /// Names and rights of one company: the schema and the role that owns it have the same name.
    struct Territory: Hashable, Sendable {
        let schema: String
        var quoted: String { "\"\(schema)\"" }
    }

    struct StatementKey: Hashable {
        let territory: String
        let text: String
        /// Which parameters are NULL: those the server must find a type for by itself.
        let nulls: [Bool]
    }

    let handle: OpaquePointer
    /// Used from any thread to end a statement under way.
    private let cancelHandle: OpaquePointer?
    private var statements: [StatementKey: String] = [:]
    private var statementCount = 0
    private(set) var territory = ""
    private let isCancelled = Atomic(false)
    private var owesAnswer = false
    let openedAt = ContinuousClock.now
    private(set) var isCitus = false
    /// The companies whose tables this connection has read: each costs the server memory.
    private(set) var territories: Set<String> = []
    /// Server memory again: an old connection forgets its statements and begins anew.
    private static let mostStatements = 400

    /// - Parameter statementTimeout: milliseconds; 0 for none.
    /// - Throws: `DatabaseFault.unavailable`.
    init(_ server: Place.Server, statementTimeout: Int) throws(DatabaseFault) {
        // The later word wins: what the operator's string says overrides ours.
        let words: [(String, String)] = [
            ("fallback_application_name", "kardan"), ("connect_timeout", "5"), ("keepalives_idle", "15"),
            ("keepalives_interval", "5"), ("keepalives_count", "3"), ("tcp_user_timeout", "20000"),
            ("dbname", server.text), ("client_encoding", "UTF8"),
        ]
        handle = Self.connect(words)
        cancelHandle = PQgetCancel(handle)
        guard PQstatus(handle) == CONNECTION_OK else {
            let fault = DatabaseFault(result: nil, connection: handle)
            release()
            throw fault
        }
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        // Without the details: they hold what people typed, and these messages go to the log.
        PQsetErrorVerbosity(handle, PQERRORS_TERSE)
        do {
            // Each statement is planned once, for all values: it is written so that one index suits them all, and planning
            // anew took half of a page's time. Pages of a store in use are in memory or on a disk without heads: at the
            // cost of the usual 4 the planner walked all jobs by day where the index of one state was there.
            // On Citus a statement has its plan on the workers, and some have none unless their values are known.
            // It would also take the writer's lock on all of its nodes, and no company could write while one of them is down.
            try simple(
                """
                SET statement_timeout = \(statementTimeout); SET random_page_cost = 1.1;
                SET citus.enable_ddl_propagation = off
                """)
            isCitus = try hasRow("SELECT 1 WHERE current_setting('citus.version', true) IS NOT NULL")
            if !isCitus { try simple("SET plan_cache_mode = force_generic_plan") }
        } catch {
            release()
            throw error
        }
    }

    private static func connect(_ words: [(String, String)]) -> OpaquePointer {
        let keys = words.map { strdup($0.0) }, values = words.map { strdup($0.1) }
        defer { (keys + values).forEach { free($0) } }
        let names = keys.map { UnsafePointer($0) } + [nil], texts = values.map { UnsafePointer($0) } + [nil]
        // The address space is full where this is nil; nothing would help then.
        return PQconnectdbParams(names, texts, 1)!
    }

    /// Ends it; the connection is of no use after.
    func release() {
        if let cancelHandle { PQfreeCancel(cancelHandle) }
        PQfinish(handle)
    }

    var isBroken: Bool { PQstatus(handle) != CONNECTION_OK }

    /// In no transaction, but for one whose end is on its way.
    var isAtRest: Bool { !isBroken && (owesAnswer || PQtransactionStatus(handle) == PQTRANS_IDLE) }

    /// In one that goes on: neither ended nor spoilt by an error.
    var isInTransaction: Bool { PQtransactionStatus(handle) == PQTRANS_INTRANS }

    /// Asks the server to end the statement under way, and begins no other; from any thread.
    func cancel() {
        isCancelled.store(true, ordering: .relaxed)
        var reason = [CChar](repeating: 0, count: 256)
        _ = PQcancel(cancelHandle, &reason, 256)
    }
}

// Transactions.
extension PostgresConnection {
    /// Begins, as the company's role and in its schema alone, in one round trip. `LOCAL`: the end of the transaction takes
    /// both back, whatever happened in it.
    func begin(_ kind: TransactionKind, in territory: Territory, withoutLimit: Bool) throws(DatabaseFault) {
        try takeAnswer()
        let mode =
            switch kind {
            case .read: "ISOLATION LEVEL REPEATABLE READ READ ONLY"
            case .snapshot: "ISOLATION LEVEL SERIALIZABLE READ ONLY DEFERRABLE"
            case .write: "ISOLATION LEVEL SERIALIZABLE"
            // Not a snapshot: after waiting for the lock it must see what the holder did.
            case .migration: "ISOLATION LEVEL READ COMMITTED"
            }
        self.territory = territory.schema
        territories.insert(territory.schema)
        var text = "BEGIN \(mode); SET LOCAL ROLE \(territory.quoted); SET LOCAL search_path TO \(territory.quoted)"
        if withoutLimit { text += "; SET LOCAL statement_timeout = 0" }
        // Before the snapshot is taken: whoever has waited for the writer before him sees what he wrote. Without it writers
        // of one company overtook each other at every page of every index that two of them touched.
        if kind == .write { text += "; LOCK TABLE writer IN EXCLUSIVE MODE" }
        if kind == .migration {
            text +=
                "; \(Self.onNodes(of: territory.schema)); SELECT pg_advisory_xact_lock(hashtext('\(territory.schema)'))"
        }
        try simple(text)
    }

    /// Ends one that has only read, without waiting for the answer: whoever uses the connection next takes it.
    func endReading() {
        owesAnswer = PQsendQuery(handle, "COMMIT") == 1
    }

    private func takeAnswer() throws(DatabaseFault) {
        guard owesAnswer else { return }
        owesAnswer = false
        while let result = PQgetResult(handle) {
            defer { PQclear(result) }
            try check(result)
        }
    }

    func commit() throws(DatabaseFault) {
        let result = PQexec(handle, "COMMIT")
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else {
            throw DatabaseFault(result: result, connection: handle)
        }
        // After an error inside, PostgreSQL answers a COMMIT with ROLLBACK and calls that a success.
        guard String(cString: PQcmdStatus(result)) == "COMMIT" else { throw .statement("rolled back") }
    }

    /// Best effort: a connection that cannot even do that is broken, and the pool lets it go.
    func rollback() { PQclear(PQexec(handle, "ROLLBACK")) }

    /// One command without parameters. The server refuses a second one in the same text: what changes a schema goes on from
    /// Citus to its nodes command by command.
    func command(_ text: String) throws(DatabaseFault) {
        let result = PQexecParams(handle, text, 0, nil, nil, nil, nil, 0)
        defer { PQclear(result) }
        try check(result)
    }

    /// Statements without parameters, in one round trip.
    func simple(_ text: String) throws(DatabaseFault) {
        try takeAnswer()
        let result = PQexec(handle, text)
        defer { PQclear(result) }
        try check(result)
    }

    func check(_ result: OpaquePointer?) throws(DatabaseFault) {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY, PGRES_COPY_IN: return
        default: throw DatabaseFault(result: result, connection: handle)
        }
    }
}

// Statements.
extension PostgresConnection {
    /// Runs a statement once, unprepared. The caller clears the result.
    func once(_ sql: SQL) throws(DatabaseFault) -> OpaquePointer? {
        try checkAsker()
        let statement = PostgresStatement(sql)
        let types = statement.parameters.map(\.type)
        let result = statement.withParameters { values in
            PQexecParams(handle, statement.numbered, Int32(values.count), types, values, nil, nil, 0)
        }
        do { try check(result) } catch {
            PQclear(result)
            throw error
        }
        return result
    }

    /// Feeds lines of COPY's text format to `COPY … FROM STDIN`.
    func copy(_ statement: String, _ lines: String) throws(DatabaseFault) {
        try simple(statement)
        var text = lines
        let sent = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { PQputCopyData(handle, $0.baseAddress, Int32($0.count)) }
        }
        guard sent == 1, PQputCopyEnd(handle, nil) == 1 else { throw DatabaseFault(result: nil, connection: handle) }
        let result = PQgetResult(handle)
        defer {
            PQclear(result)
            while let more = PQgetResult(handle) { PQclear(more) }
        }
        try check(result)
    }

    func checkAsker() throws(DatabaseFault) {
        if isCancelled.load(ordering: .relaxed) { throw .unavailable("whoever asked has given up") }
    }

    /// The name of a prepared statement, and whether it has yet to be prepared.
    func name(of key: StatementKey) -> (String, isNew: Bool) {
        if let known = statements[key] { return (known, false) }
        statementCount += 1
        let name = "k\(statementCount)"
        statements[key] = name
        return (name, true)
    }

    /// It could not be prepared.
    func forget(_ key: StatementKey) { statements[key] = nil }

    func makeRoom(for count: Int) throws(DatabaseFault) {
        guard statements.count + count > Self.mostStatements else { return }
        try simple("DEALLOCATE ALL")
        statements = [:]
    }
}
