import Database
import Domain

extension DemoList {
    static func jobs(_ tx: Transaction) throws -> Int64 { try tx.value("SELECT count(*) FROM job") ?? 0 }

    /// Jobs whose day was agreed, or will be: the newest first.
    static func agreed(limit: Int, _ tx: Transaction) throws -> [String] {
        try tx.list(
            """
            SELECT number FROM job WHERE state IN ('accepted', 'scheduled') AND waiting IS NULL
            ORDER BY received_on DESC, id DESC LIMIT \(literal: limit)
            """)
    }
}
