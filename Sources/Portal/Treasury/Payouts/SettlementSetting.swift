import Database
import Domain
import Ground

/// How a company settles with its dealers, beside its deductions.
package enum SettlementSetting {
    /// What a claim that waits for a decision keeps from being paid.
    package enum OpenClaims: String, CaseIterable, Sendable {
        /// Itself alone.
        case claim
        /// Everything of its dealer.
        case dealer
    }

    private static let openClaimsName = "payout_open_claims"

    static func openClaims(_ tx: Transaction) throws -> OpenClaims {
        try SettingStore.value(openClaimsName, tx).flatMap(OpenClaims.init) ?? .claim
    }

    package static func set(_ openClaims: OpenClaims, by person: ID<Person>?, _ tx: Transaction) throws {
        let changes = ["open_claims": (before: try Self.openClaims(tx).rawValue, after: openClaims.rawValue)]
        try writeDown("open_claims", changes, by: person, tx)
        try SettingStore.set(openClaimsName, openClaims.rawValue, tx)
    }

    /// Of their events.
    static let kinds: Set = ["open_claims", peopleName, "buyer"]

    private static let peopleName = "payout_people"

    static func people(_ tx: Transaction) throws -> PayoutPeople {
        try SettingStore.value(peopleName, tx).flatMap(PayoutPeople.init) ?? .two
    }

    package static func set(_ people: PayoutPeople, by person: ID<Person>?, _ tx: Transaction) throws {
        let changes = [peopleName: (before: try Self.people(tx).rawValue, after: people.rawValue)]
        try writeDown(peopleName, changes, by: person, tx)
        try SettingStore.set(peopleName, people.rawValue, tx)
    }

    /// The company as the buyer on dealers' invoices.
    package struct Buyer: Hashable, Sendable {
        /// Digits; empty where it is not known.
        package let economicCode: String
        package let nationalID: String

        package init(economicCode: String, nationalID: String) {
            self.economicCode = economicCode
            self.nationalID = nationalID
        }
    }

    private static let (economicCodeName, nationalIDName) = ("company_economic_code", "company_national_id")

    static func buyer(_ tx: Transaction) throws -> Buyer {
        Buyer(
            economicCode: try SettingStore.value(economicCodeName, tx) ?? "",
            nationalID: try SettingStore.value(nationalIDName, tx) ?? "")
    }

    package static func set(_ buyer: Buyer, by person: ID<Person>?, _ tx: Transaction) throws {
        let before = try Self.buyer(tx)
        let changes = [
            "economic_code": (before: before.economicCode, after: buyer.economicCode),
            "national_id": (before: before.nationalID, after: buyer.nationalID),
        ]
        try writeDown("buyer", changes, by: person, tx)
        try SettingStore.set(economicCodeName, buyer.economicCode, tx)
        try SettingStore.set(nationalIDName, buyer.nationalID, tx)
    }

    /// A setting that stays as it was is no event.
    private static func writeDown(
        _ kind: String, _ changes: [String: (before: String, after: String)], by person: ID<Person>?, _ tx: Transaction
    ) throws {
        let event = Event(kind, of: EventSubject("setting"), in: "settings", changes: changes)
        if event.changesSomething { try EventStore.add(event, by: person, tx) }
    }
}
