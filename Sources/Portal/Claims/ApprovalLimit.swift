import Database
import Domain

/// Up to which amount a person of a role may approve one claim: the company's data.
enum ApprovalLimit {
    /// - Throws: `ClaimDenied` with the limit, where the amount lies beyond it.
    static func check(_ approved: Money, of claim: ClaimRow, by actor: Actor, _ tx: Transaction) throws {
        guard let limit = try ClaimSettingStore.all(tx).limit(of: actor), approved.minor > limit else { return }
        throw ClaimDenied(
            number: claim.number, complaint: Complaint("claims.denied.limit"), limit: Money(limit, approved.currency))
    }
}
