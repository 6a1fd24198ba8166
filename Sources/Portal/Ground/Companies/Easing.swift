import Database
import Domain

/// For how long one person of a company may do what takes two while it sets itself up (put his own tariff or warranty rule into
/// force, confirm a dealer's bank account that he asked for, check and approve his own payout …), and why: said by the operator,
/// for a company whose administrator is still alone. Why stands with each thing that one person did, and the engine holds to it.
package struct Easing: Hashable, Sendable {
    package let until: Instant
    package let reason: String
    /// Whether it is of money too: one that was said before that was possible is not.
    package let isOfMoney: Bool

    private static let (untilName, reasonName, moneyName) = ("eased_until", "eased_reason", "eased_money")

    package init(until: Instant, reason: String, isOfMoney: Bool = true) {
        (self.until, self.reason, self.isOfMoney) = (until, reason, isOfMoney)
    }

    /// nil where two people are needed.
    package static func now(_ tx: Transaction) throws -> Easing? {
        guard let until = try SettingStore.value(untilName, tx).flatMap({ Int64($0) }), until > tx.now.seconds else {
            return nil
        }
        return Easing(
            until: Instant(seconds: until), reason: try SettingStore.value(reasonName, tx) ?? "",
            isOfMoney: try SettingStore.value(moneyName, tx) == "1")
    }

    /// - Returns: what the company's settings say, be it over or not.
    init?(_ settings: [String: String]) {
        guard let until = settings[Self.untilName].flatMap({ Int64($0) }) else { return nil }
        self.init(
            until: Instant(seconds: until), reason: settings[Self.reasonName] ?? "",
            isOfMoney: settings[Self.moneyName] == "1")
    }

    /// The permit of two people, where there are two, whatever is eased; else that of one, as long as the operator lets him.
    /// - Parameter make: throws why he may not.
    /// - Returns: the permit, and why one person was enough; nil where there were two.
    package static func permit<Permit>(
        _ tx: Transaction, _ make: (_ isEased: Bool) throws -> Permit
    ) throws -> (permit: Permit, reason: String?) {
        if let permit = try? make(false) { return (permit, nil) }
        let easing = try now(tx)
        return (try make(easing != nil), easing?.reason)
    }

    package func set(_ tx: Transaction) throws {
        try SettingStore.set(Self.untilName, String(until.seconds), tx)
        try SettingStore.set(Self.reasonName, reason, tx)
        try SettingStore.set(Self.moneyName, isOfMoney ? "1" : "0", tx)
    }
}
