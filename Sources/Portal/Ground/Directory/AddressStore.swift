import Database
import Domain

/// Wrong passwords by the address that they came from. Many people may share one, so it takes more of them than of a number.
package enum AddressStore {
    package static let most = 50
    static let windowSeconds: Int64 = 15 * 60

    /// Those of the window that runs.
    package static func failures(_ address: IPAddress, _ tx: Transaction) throws -> Int {
        try tx.value(
            """
            SELECT failures FROM sign_in_address
            WHERE address = \(address.counted) AND since > \(tx.now.adding(seconds: -windowSeconds))
            """) ?? 0
    }

    static func add(_ address: IPAddress, _ tx: Transaction) throws {
        let isOver: SQL = "sign_in_address.since <= \(tx.now.adding(seconds: -windowSeconds))"
        try tx.execute(
            """
            INSERT INTO sign_in_address (address, failures, since) VALUES (\(address.counted), 1, \(tx.now))
            ON CONFLICT (address) DO UPDATE SET
                failures = CASE WHEN \(isOver) THEN 1 ELSE sign_in_address.failures + 1 END,
                since = CASE WHEN \(isOver) THEN excluded.since ELSE sign_in_address.since END
            """)
    }

    static func sweep(_ tx: Transaction) throws {
        try tx.execute("DELETE FROM sign_in_address WHERE since < \(tx.now.adding(seconds: -windowSeconds))")
    }
}
