import Database
import Domain
import Ground
import Work

/// Computes a done job anew that was put right, as long as nobody has decided what is asked for it. What was computed before stays
/// to be read.
struct RepriceJob: Sendable {
    /// As it is now.
    let job: JobRow
    /// Whether a visit of it was put right.
    let isVisit: Bool

    /// - Throws: what the tariff cannot price; then the job is not put right.
    func run(by person: ID<Person>, in company: OpenCompany, _ tx: Transaction) throws {
        guard let last = try CalculationStore.header(of: job.id, tx) else {
            return try WaitingJobs.price(job.id, in: company, tx)
        }
        let claim = try ClaimStore.find(of: job.id, company.currency, tx)
        // One that was taken back: nothing is asked for the job any more.
        if let claim, claim.state.isFinal { return }
        guard let priced = try PriceJob(job: job.id).again(replacing: last("id"), isVisit: isVisit, in: company, tx),
            let claim
        else {
            return
        }
        let payable = priced.calculation.payable
        try ClaimStore.recompute(claim, by: priced.id, payable: payable, tx)
        _ = try WeighClaim(claim: claim.id).run(tx)
        try ClaimEventStore.add(claim.id, .recomputed, by: person, detail: .init(approved: payable), tx)
    }
}
