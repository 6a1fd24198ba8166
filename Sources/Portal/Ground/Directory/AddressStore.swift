import Database
import Domain

/// Wrong passwords by the address that they came from. Many people may share one, so it takes more of them than of a number.
package enum AddressStore {
    package static let most = 50
    static let windowSeconds: Int64 = 15 * 60
    private static let pace = Allowance("sign-in", most: most, in: windowSeconds)

    /// Those of the window that runs.
    package static func failures(_ address: IPAddress, _ tx: Transaction) throws -> Int {
        try PaceStore.count(pace, of: address.counted, tx)
    }

    static func add(_ address: IPAddress, _ tx: Transaction) throws {
        try PaceStore.add(pace, of: address.counted, tx)
    }
}
