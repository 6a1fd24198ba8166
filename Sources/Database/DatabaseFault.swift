/// What can go wrong below the rooms. Each room maps only `unique` to something a person can mend; the rest is ours.
public enum DatabaseFault: Error, Equatable {
    /// A UNIQUE or PRIMARY KEY constraint said no; the engine's words name the columns.
    case unique(String)
    /// Another constraint (CHECK, NOT NULL, FOREIGN KEY) said no.
    case constraint(String)
    /// A column is absent, NULL or of another type than the program expects.
    case column(String)
    /// A statement that must give a row gave none.
    case noRow
    /// The store is locked for longer than we wait, its disk is full, its file is gone, or its server is not there.
    case unavailable(String)
    /// Other transactions of the same moment were faster. The engine has tried again before it says so.
    case conflict(String)
    /// The store was written by a newer program.
    case newerSchema(found: Int, known: Int)
    /// The store has another step behind it where this program has one of the same number.
    case foreignStep(found: String, known: String)
    /// The store was made with another text of a step; the SHA-256 of each.
    case changedStep(String, found: String, known: String)
    /// No file, and no schema on a server.
    case place(String)
    case statement(String)
}

extension DatabaseFault {
    /// Whether this statement with these rows is refused, here and at any other time.
    public var isOfRows: Bool {
        switch self {
        case .unique, .constraint, .column, .noRow, .statement: true
        default: false
        }
    }

    /// Whether the store's schema is not the one that this program knows: it must be left alone.
    public var isOfSchema: Bool {
        switch self {
        case .newerSchema, .foreignStep, .changedStep: true
        default: false
        }
    }
}

extension DatabaseFault: CustomStringConvertible {
    /// For logs and for the operator's terminal; people at a browser read what the rooms make of it.
    public var description: String {
        switch self {
        case .unique(let text): "a key is there already: \(text)"
        case .constraint(let text): "a rule of the schema says no: \(text)"
        case .column(let name): "column \(name) is absent, NULL or of another type"
        case .noRow: "no row where there must be one"
        case .unavailable(let text): "the store cannot be reached: \(text)"
        case .conflict(let text): "other transactions were faster: \(text)"
        case .newerSchema(let found, let known):
            "the store was written by a newer program: its schema is \(found), this program knows \(known)"
        case .foreignStep(let found, let known):
            "the store was written by another branch of the program: its step is \(found) where this program's is \(known)"
        case .changedStep(let name, let found, let known):
            "the store was made with another text of step \(name): \(found.prefix(12)), and this program's is \(known.prefix(12))"
        case .place(let text): "no file, and no schema on a server: \(text)"
        case .statement(let text): "the engine refuses a statement: \(text)"
        }
    }
}
