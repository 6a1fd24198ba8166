@testable import Database

extension Transaction {
    /// Changes rows of a table that is append only, as no command of the portal can.
    func forge(_ table: String, _ change: SQL) throws {
        try script("CHANGEABLE \(table);")
        try execute(change)
        try script("APPEND_ONLY \(table);")
    }
}
