/// What a question will have been answered. It goes to a server with the next statement that is waited for, in the order
/// in which they are written; so questions that do not need each other's answers make one journey together.
public final class Reply<T> {
    private let session: any Session
    private var answer: Result<T, any Error>?

    init(_ sql: SQL, _ session: any Session, _ read: @escaping ([Row]) throws -> T) throws {
        self.session = session
        try session.later(sql, .rows { rows in self.answer = Result { try read(rows) } })
    }

    /// Waits for it where it is not there yet.
    public func value() throws -> T {
        if answer == nil { try session.settle() }
        // A statement before it has failed, and whoever waited for that one was told why.
        guard let answer else { throw DatabaseFault.statement("never answered") }
        return try answer.get()
    }
}

/// What becomes of an answer that nobody waits for.
enum Taking {
    case nothing
    case rows(([Row]) -> Void)
    /// What its judge throws undoes the transaction.
    case judgedRows(([Row]) throws -> Void)
    /// The same, of how many rows were changed.
    case judgedCount((Int) throws -> Void)

    var isJudged: Bool {
        switch self {
        case .nothing, .rows: false
        case .judgedRows, .judgedCount: true
        }
    }
}

extension Transaction {
    /// A statement whose answer nobody needs. A server gets it with the next one that is waited for, and at the latest with
    /// the end of the transaction: its error comes from there and undoes all. So not for one whose error somebody mends.
    public func later(_ sql: SQL, file: StaticString = #fileID, line: UInt = #line) throws {
        try SlowStatements.watch(sql, file, line) { try session.later(sql, .nothing) }
    }

    /// The same, of one that must change a row: the transaction is undone where it does not.
    public func later(
        _ sql: SQL, orThrow refusal: @autoclosure @escaping () -> any Error, file: StaticString = #fileID,
        line: UInt = #line
    ) throws {
        try SlowStatements.watch(sql, file, line) {
            try session.later(sql, .judgedCount { changed in if changed != 1 { throw refusal() } })
        }
    }

    /// The same, of a look at something that must not be there.
    public func unless(_ sql: SQL, orThrow refusal: @autoclosure @escaping () -> any Error) throws {
        try session.later(sql, .judgedRows { rows in if !rows.isEmpty { throw refusal() } })
    }

    /// A question whose answer is taken where it is needed.
    public func ask<T>(
        _ sql: SQL, file: StaticString = #fileID, line: UInt = #line, _ read: @escaping ([Row]) throws -> T
    ) throws -> Reply<T> {
        try SlowStatements.watch(sql, file, line) { try Reply(sql, session, read) }
    }
}
