import Database
import Domain

/// For how long one person of a company may put his own tariff into force, and why: said by the operator, for a company whose
/// administrator is still alone. Whatever pays money takes two people always, and the engine holds to it.
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
