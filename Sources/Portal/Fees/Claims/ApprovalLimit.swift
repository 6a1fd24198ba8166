import Database
import Domain

/// Up to which amount a person of a role may approve one claim: the company's data. As for what needs nobody, the sum of
/// the lines in the dealer's favour counts; penalties lessen nothing of it.
enum ApprovalLimit {
    /// - Parameter approved: of the lines, in minor units.
    /// - Throws: `ClaimDenied` with the limit, where the amount lies beyond it; `kernel.money.overflow`.
    static func check(
        _ approved: [Int64], of claim: ClaimRow, _ currency: Currency, by actor: Actor, _ tx: Transaction
    ) throws {
        guard let limit = try ClaimSettingStore.all(tx).limit(of: actor) else { return }
        let sum = try Money.sum(approved.filter { $0 > 0 }.map { Money($0, currency) }, currency)
        guard sum.minor > limit else { return }
        throw ClaimDenied(number: claim.number, why: Complaint("claims.denied.limit"), limit: Money(limit, currency))
    }
}
