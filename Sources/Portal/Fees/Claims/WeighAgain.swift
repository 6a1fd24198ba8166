import Database
import Domain
import Ground

/// Looks again for exceptions in the claim of a job about which more became known, as long as nobody has decided it.
package struct WeighAgain: Sendable {
    private let job: ID<Job>

    package init(job: ID<Job>) { self.job = job }

    package func run(in company: OpenCompany, _ tx: Transaction) throws {
        guard let claim = try ClaimStore.find(of: job, company.currency, tx), !claim.state.isFinal else { return }
        _ = try WeighClaim(claim: claim.id).run(tx)
    }
}
