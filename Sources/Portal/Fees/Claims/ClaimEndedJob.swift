import Database
import Domain
import Ground
import Work

/// Prices a job that was just done, and makes the dealer's claim of what the tariff gives for it.
struct ClaimEndedJob: Sendable {
    let job: EndedJob

    func run(by person: ID<Person>, in company: OpenCompany, _ tx: Transaction) throws {
        guard let dealer = job.dealer, let priced = try PriceJob(job: job.id).run(in: company, tx), priced.isClaimed
        else { return }
        try AddClaim(
            job: job.id, calculation: priced.id, dealer: dealer, payable: priced.calculation.payable,
            completedOn: job.day
        ).run(by: person, in: company, tx)
    }
}
