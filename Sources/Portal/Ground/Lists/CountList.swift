import Database
import Web

/// Lists are counted up to a bound: an exact count of 100,000 rows costs forty times the page's query, and nobody works
/// differently for 1,000 or 1,200.
package enum CountList {
    package static let bound = 1_000

    /// One more than the bound tells that there are more. - Parameter rows: what stands after FROM.
    package static func of(_ rows: SQL, _ tx: Transaction) throws -> Int {
        try tx.value("SELECT count(*) FROM (SELECT 1 AS one FROM \(rows) LIMIT \(literal: bound + 1)) bounded") ?? 0
    }
}

extension Reader {
    /// `1,000+` beyond what is counted.
    package func bounded(_ count: Int, at bound: Int = CountList.bound) -> String {
        count > bound ? number(bound) + "+" : number(count)
    }
}
