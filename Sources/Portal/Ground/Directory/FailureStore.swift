import Database
import Domain
import Web

/// Wrong passwords by mobile number: five lock it for fifteen minutes, whether a login has it or not. The browsers that its
/// owner has used before count for themselves (`KnownDeviceStore`).
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
        /// Neither his number nor his address has tried a wrong password of late; of a browser he has used before, that it has not.
        let isClean: Bool
        let address: IPAddress?
        /// The browser's, where the owner of the number has signed in there before.
        fileprivate let device: String?

        /// Whether what others have tried with this number is none of his business.
        package var isKnownDevice: Bool { device != nil }
    }

    /// - Throws: `Refusal.tooMany` where too many have failed from this address.
    package static func standing(_ mobile: MobileNumber, _ caller: Caller, _ tx: Transaction) throws -> Standing {
        let address = caller.address
        if let device = caller.device, let known = try KnownDeviceStore.find(device, of: mobile, tx) {
            return Standing(
                isLocked: known.lockedUntil > tx.now, isClean: known.failures == 0, address: address, device: device)
        }
        let row = try tx.row("SELECT failures, locked_until FROM sign_in_failure WHERE mobile = \(mobile.e164)")
        let ofAddress = try address.map { try AddressStore.failures($0, tx) } ?? 0
        guard ofAddress < AddressStore.most else { throw Refusal.tooMany }
        let isLocked = try row.map { try $0("locked_until") > tx.now } ?? false
        return Standing(isLocked: isLocked, isClean: row == nil && ofAddress == 0, address: address, device: nil)
    }

    /// One more of this number or of its owner's browser, and of the address that it came from.
    package static func add(_ mobile: MobileNumber, _ standing: Standing, _ tx: Transaction) throws {
        if let device = standing.device {
            try KnownDeviceStore.fail(device, of: mobile, tx)
        } else {
            try add(mobile, tx)
        }
        if let address = standing.address { try AddressStore.add(address, tx) }
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

    /// What was right there and then forgives what was wrong before. A browser that is known forgives itself alone: else each
    /// sign-in of the owner's would give strangers five more tries.
    package static func clear(_ mobile: MobileNumber, at caller: Caller, _ tx: Transaction) throws {
        if let device = caller.device, try KnownDeviceStore.find(device, of: mobile, tx) != nil {
            return try KnownDeviceStore.forgive(device, of: mobile, tx)
        }
        try clear(mobile, tx)
    }

    package static func clear(_ mobile: MobileNumber, _ tx: Transaction) throws {
        try tx.execute("DELETE FROM sign_in_failure WHERE mobile = \(mobile.e164)")
    }
}
