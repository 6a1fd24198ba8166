import Database
import Domain
import Ground
import Web

/// What a company says of its reception.
package struct ReceptionSetting: Sendable, Equatable {
    static let bounds = 0...365
    static let longestTerms = 4000
    private static let usualDays = 30
    private static let names = (
        days: "reception.repeat_days", follow: "reception.follow_days", fa: "reception.terms_fa",
        en: "reception.terms_en"
    )

    /// Within so many days the same service on the same machine is asked about; 0: never.
    package var repeatDays: Int
    /// Within so many days of its end a done job is taken up again; 0: never.
    package var followDays: Int
    /// Below each slip.
    package var termsFa: String
    package var termsEn: String

    package init(
        repeatDays: Int, followDays: Int = MayFollowUp.usualDays, termsFa: String, termsEn: String
    ) {
        (self.repeatDays, self.followDays) = (repeatDays, followDays)
        (self.termsFa, self.termsEn) = (termsFa, termsEn)
    }

    package init(_ tx: Transaction) throws {
        let days = try SettingStore.value(Self.names.days, tx)
        repeatDays = days.flatMap { Int($0) } ?? Self.usualDays
        followDays = try SettingStore.value(Self.names.follow, tx).flatMap { Int($0) } ?? MayFollowUp.usualDays
        termsFa = try SettingStore.value(Self.names.fa, tx) ?? ""
        termsEn = try SettingStore.value(Self.names.en, tx) ?? ""
    }

    package func set(_ tx: Transaction) throws {
        try SettingStore.set(Self.names.days, String(repeatDays), tx)
        try SettingStore.set(Self.names.follow, String(followDays), tx)
        try SettingStore.set(Self.names.fa, termsFa, tx)
        try SettingStore.set(Self.names.en, termsEn, tx)
    }

    /// In the reader's language; where the company has written them in one only, in that.
    func terms(_ reader: Reader) -> String {
        let own = reader.name(fa: termsFa, en: termsEn)
        return own.isEmpty ? termsEn : own
    }

    /// As events have them.
    var texts: [String: String] {
        [
            "repeat_days": String(repeatDays), "follow_days": String(followDays), "terms_fa": termsFa,
            "terms_en": termsEn,
        ]
    }
}
