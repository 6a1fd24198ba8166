import Database
import Domain
import Ground

/// Puts a job to the dealer who is to make good what he did before, whatever the ranking says of him. He answers as always.
package struct OfferAgain: Sendable {
    private let number: String
    private let dealer: ID<Dealer>
    private let reason: String

    /// - Parameter reason: the number of the job that it makes good.
    package init(_ number: String, to dealer: ID<Dealer>, reason: String) {
        (self.number, self.dealer, self.reason) = (number, dealer, reason)
    }

    /// Where he gets no jobs any more it waits for a dispatcher.
    package func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let day = DispatchDay(in: company, at: tx.now)
        let job = try JobStore.find(number, .company, tx)
        guard let city = try StandingList.city(job.city, tx),
            let row = try StandingList.one(dealer, city, on: day, tx), row.standing.isActive,
            row.standing.contract.contains(day.today)
        else { return }
        let offer = OfferJob(
            actor: actor, maker: actor.person, day: day, terms: try OfferTerms(in: company, tx), reason: reason)
        try offer.run(job, to: dealer, row.name, tx)
        try OfferJob.tell([dealer: [job]], but: actor.person, tx)
    }
}
