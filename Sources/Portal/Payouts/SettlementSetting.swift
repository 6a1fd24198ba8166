import Database

/// How a company settles with its dealers, beside its deductions.
enum SettlementSetting {
    /// What a claim that waits for a decision keeps from being paid.
    enum OpenClaims: String, CaseIterable, Sendable {
        /// Itself alone.
        case claim
        /// Everything of its dealer.
        case dealer
    }

    private static let openClaimsName = "payout_open_claims"

    static func openClaims(_ tx: Transaction) throws -> OpenClaims {
        try SettingStore.value(openClaimsName, tx).flatMap(OpenClaims.init) ?? .claim
    }

    static func set(_ openClaims: OpenClaims, _ tx: Transaction) throws {
        try SettingStore.set(openClaimsName, openClaims.rawValue, tx)
    }

    /// The company as the buyer on dealers' invoices.
    struct Buyer: Hashable, Sendable {
        /// Digits; empty where it is not known.
        let economicCode: String
        let nationalID: String
    }

    private static let (economicCodeName, nationalIDName) = ("company_economic_code", "company_national_id")

    static func buyer(_ tx: Transaction) throws -> Buyer {
        Buyer(
            economicCode: try SettingStore.value(economicCodeName, tx) ?? "",
            nationalID: try SettingStore.value(nationalIDName, tx) ?? "")
    }

    static func set(_ buyer: Buyer, _ tx: Transaction) throws {
        try SettingStore.set(economicCodeName, buyer.economicCode, tx)
        try SettingStore.set(nationalIDName, buyer.nationalID, tx)
    }
}
