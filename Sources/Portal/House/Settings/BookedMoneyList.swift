import Database

/// Whether money was booked in months, of claims or of accounts.
enum BookedMoneyList {
    static func isThere(_ tx: Transaction) throws -> Bool {
        if try tx.value("SELECT 1 FROM claim LIMIT 1", as: Int.self) != nil { return true }
        return try tx.value("SELECT 1 FROM ledger_entry LIMIT 1", as: Int.self) != nil
    }
}
