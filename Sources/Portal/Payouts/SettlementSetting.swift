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
}
