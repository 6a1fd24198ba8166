import Database
import Domain

/// For how long one person of a company may do what takes two while it sets itself up (put his own tariff or warranty rule into
/// force, confirm a dealer's bank account that he asked for), and why: said by the operator, for a company whose administrator
/// is still alone. A payout, a row by hand, a recomputation and a claim taken back take two people always, and the engine
/// holds to it.
package struct Easing: Sendable {
    package let until: Instant
    package let reason: String

    private static let (untilName, reasonName) = ("eased_until", "eased_reason")

    package init(until: Instant, reason: String) { (self.until, self.reason) = (until, reason) }

    /// nil where two people are needed.
    package static func now(_ tx: Transaction) throws -> Easing? {
        guard let until = try SettingStore.value(untilName, tx).flatMap({ Int64($0) }), until > tx.now.seconds else {
            return nil
        }
        return Easing(until: Instant(seconds: until), reason: try SettingStore.value(reasonName, tx) ?? "")
    }

    package func set(_ tx: Transaction) throws {
        try SettingStore.set(Self.untilName, String(until.seconds), tx)
        try SettingStore.set(Self.reasonName, reason, tx)
    }
}
