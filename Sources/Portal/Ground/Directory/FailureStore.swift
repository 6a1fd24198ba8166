import Database
import Domain
import Web

/// Wrong passwords by mobile number: five lock it for fifteen minutes, whether an account has it or not.
package enum FailureStore {
    package static let most = 5
    static let lockSeconds: Int64 = 15 * 60

    package static func isLocked(_ mobile: MobileNumber, _ tx: Transaction) throws -> Bool {
        try tx.value(
            "SELECT 1 FROM sign_in_failure WHERE mobile = \(mobile.e164) AND locked_until > \(tx.now)", as: Int.self)
            != nil
    }

    /// How somebody stands before he has tried: what failed with this number and from this address of late.
    package struct Standing: Sendable {
        package let isLocked: Bool
        /// Neither his number nor his address has tried a wrong password of late.
        let isClean: Bool
        let address: IPAddress?
    }

    /// - Throws: `Refusal.tooMany` where too many have failed from this address.
    package static func standing(_ mobile: MobileNumber, _ address: IPAddress?, _ tx: Transaction) throws -> Standing {
        let row = try tx.row("SELECT failures, locked_until FROM sign_in_failure WHERE mobile = \(mobile.e164)")
        let ofAddress = try address.map { try AddressStore.failures($0, tx) } ?? 0
        guard ofAddress < AddressStore.most else { throw Refusal.tooMany }
        let isLocked = try row.map { try $0("locked_until") > tx.now } ?? false
        return Standing(isLocked: isLocked, isClean: row == nil && ofAddress == 0, address: address)
    }

    /// One more of this number, and of the address that it came from.
    package static func add(_ mobile: MobileNumber, from address: IPAddress?, _ tx: Transaction) throws {
        try add(mobile, tx)
        if let address { try AddressStore.add(address, tx) }
    }

    /// Counts one more; the fifth locks. A lock that has ended starts the count anew.
    private static func add(_ mobile: MobileNumber, _ tx: Transaction) throws {
        let failures: Int =
            try tx.value(
                """
                INSERT INTO sign_in_failure (mobile, failures, locked_until, failed_at)
                VALUES (\(mobile.e164), 1, 0, \(tx.now))
                ON CONFLICT (mobile) DO UPDATE SET failures = CASE
                    WHEN sign_in_failure.failures >= \(most) THEN 1 ELSE sign_in_failure.failures + 1 END,
                    failed_at = excluded.failed_at
                RETURNING failures
                """) ?? 1
        guard failures >= most else { return }
        try tx.execute(
            "UPDATE sign_in_failure SET locked_until = \(tx.now.adding(seconds: lockSeconds)) WHERE mobile = \(mobile.e164)"
        )
    }

    /// A day after the last one nothing is left: each number that a stranger tries leaves a row.
    static func sweep(_ tx: Transaction) throws {
        let old = tx.now.adding(seconds: -86_400)
        try tx.execute("DELETE FROM sign_in_failure WHERE failed_at < \(old) AND locked_until < \(tx.now)")
    }

    package static func clear(_ mobile: MobileNumber, _ tx: Transaction) throws {
        try tx.execute("DELETE FROM sign_in_failure WHERE mobile = \(mobile.e164)")
    }
}
