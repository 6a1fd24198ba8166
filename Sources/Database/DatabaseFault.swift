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
    /// No file, and no schema on a server.
    case place(String)
    case statement(String)
}
