import Base
import Database
import Domain
import Ground

/// What a customer has said of a job counts for its fee, as its tariff says. Whoever has decided the claim already has decided it:
/// then the difference is a row of its own in the dealer's account, once.
package struct CountScore: Sendable {
    private let job: ID<Job>

    package init(job: ID<Job>) { self.job = job }

    /// Also where nobody asks any more and nothing was said: then the claim waits no longer.
    package func run(in company: OpenCompany, _ tx: Transaction) throws {
        guard var claim = try ClaimStore.find(of: job, company.currency, tx) else { return }
        if claim.state.isFinal { return try adjust(claim, in: company, tx) }
        let priced = try price(in: company, tx)
        if let priced {
            let payable = priced.calculation.payable
            try ClaimStore.recompute(claim, by: priced.id, payable: payable, tx)
            try ClaimEventStore.add(claim.id, .scored, by: nil, detail: .init(approved: payable), tx)
            claim = try ClaimStore.find(of: job, company.currency, tx) ?? claim
        }
        let hasWaited = try EndScoreWait(claim: claim).run(in: company, tx)
        if priced != nil, !hasWaited { _ = try WeighClaim(claim: claim.id).run(tx) }
    }

    /// - Returns: nil where there is no score, or it changes nothing.
    private func price(in company: OpenCompany, _ tx: Transaction) throws -> PriceJob.Priced? {
        guard let last = try CalculationStore.header(of: job, tx) else { return nil }
        return try PriceJob(job: job).scored(replacing: last("id"), in: company, tx)
    }

    /// What finance has cut is not paid behind its back: of such a claim the score stands in the events alone.
    private func adjust(_ claim: ClaimRow, in company: OpenCompany, _ tx: Transaction) throws {
        guard try !ClaimStore.isReversed(claim.id, tx), try FactsStore.score(of: job, tx) != nil else { return }
        guard claim.state == .approved else {
            return try ClaimEventStore.add(claim.id, .scoreLeft, by: nil, tx)
        }
        guard let last = try CalculationStore.header(of: job, tx), let priced = try price(in: company, tx) else {
            return
        }
        let difference = priced.calculation.payable - (try last("payable") as Int64)
        let amount = Money(difference, company.currency)
        let entry =
            try difference == 0
            ? nil
            : LedgerStore.post(
                Posting(
                    kind: .adjustment, dealer: claim.dealer, amount: amount, day: company.clock.day(of: tx.now),
                    claim: claim.id), tx)
        try ScoreAdjustmentStore.add(of: job, claim.id, by: priced, difference, entry, tx)
        try ClaimEventStore.add(claim.id, .scoreAdjusted, by: nil, detail: .init(approved: difference), tx)
    }
}
