import Database

/// The numbers that things have, whoever gave them.
enum NumberList {
    /// Whether jobs have come from elsewhere whose numbers begin so; no other series takes numbers of others.
    static func isTaken(_ prefix: String, by series: String, _ tx: Transaction) throws -> Bool {
        guard series == "job", !prefix.isEmpty else { return false }
        return try tx.value(
            "SELECT 1 FROM job WHERE number >= \(prefix) AND number < \(prefix + "\u{10FFFF}") LIMIT 1", as: Int.self)
            != nil
    }
}
