import Database
import Domain
import Ground

/// The numbers that things have, whoever gave them.
enum NumberList {
    /// Whether jobs have come from elsewhere whose numbers begin so; no other series takes numbers of others.
    static func isTaken(_ prefix: String, by series: String, _ tx: Transaction) throws -> Bool {
        // Papers of the warehouse stand in one list, and are called by their numbers alone; so do a customer's bills and what
        // he has paid, of which a credit note is both.
        let shared = [PaperKind.allCases.map(\.series), ["sales_invoice", "sales_credit", "customer_receipt"]]
        if let beside = shared.first(where: { $0.contains(series) }) {
            return try beside.contains { other in
                try other != series && NumberStore.forms(other, tx).contains { $0.prefix == prefix }
            }
        }
        guard series == "job", !prefix.isEmpty else { return false }
        return try tx.value(
            "SELECT 1 FROM job WHERE number >= \(prefix) AND number < \(prefix + "\u{10FFFF}") LIMIT 1", as: Int.self)
            != nil
    }
}
