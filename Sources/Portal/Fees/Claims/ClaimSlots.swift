import Database
import Domain
import Ground

/// Where other wings take part in a claim.
package enum ClaimSlots {
    /// Of which of these jobs, all done, customers are still to be asked.
    package static let asked = Slot<@Sendable ([ID<Job>], OpenCompany, Transaction) throws -> Set<ID<Job>>>(
        "claim.asked")
    /// The page of the payout of this number; nil for those who may not open it.
    package static let payoutPath = Slot<@Sendable (String, CompanyContext) -> String?>("claim.payout")
}

extension CompanyContext {
    /// The page of the payout of this number; nil for those who may not open it.
    func payoutPath(_ number: String) -> String? {
        company.fittings[ClaimSlots.payoutPath].lazy.compactMap { $0(number, self) }.first
    }
}
