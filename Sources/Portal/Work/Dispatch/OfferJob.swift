import Database
import Domain
import Ground
import Web

/// Marks the ids of rounds.
package enum DispatchRound {}

/// Puts a job to a dealer, whoever chose him (what a dealer takes by himself is `TakeOwnJob`): the job's new state, its event and the row of the offer.
struct OfferJob: Sendable {
    /// Who answers for it; nil where a rule chose.
    let actor: Actor?
    /// Whose row it is.
    let maker: ID<Person>
    let day: DispatchDay
    let terms: OfferTerms
    var reason = ""
    /// Why a job that has a dealer gets another.
    var reassign: GivenReason?
    /// How many were asked before by themselves.
    var pass = 0
    /// Of what round it is part.
    var round: ID<DispatchRound>?

    /// - Parameters:
    ///   - name: the dealer's, for the event.
    ///   - another: who was proposed, where it is not he who gets it.
    func run(
        _ job: JobRow, to dealer: ID<Dealer>, _ name: String, insteadOf another: String? = nil,
        _ tx: Transaction
    ) throws {
        var detail = ["dealer": name]
        if job.dealer != nil, let reassign {
            (detail["reason"], detail["text"]) = (reassign.code, reassign.text)
            try AssignmentStore.withdrawIfOpen(job.id, by: maker, because: reassign, tx)
        }
        detail["proposed"] = another
        if !reason.isEmpty { detail["override"] = reason }
        try JobStore.move(job, .offer, by: actor, .offered(to: dealer), detail: detail, tx)
        let answerBy = terms.answerBy(job)
        try AssignmentStore.add(
            job.id, to: dealer, by: maker, on: day.today, reason: reason, answerBy: answerBy, pass: pass, round: round,
            tx)
        if let answerBy { try ExpireOffers.call(by: answerBy, in: terms.company, tx) }
    }

    /// Whoever got jobs of these, and whoever had them.
    static func tell(_ given: [ID<Dealer>: [JobRow]], but person: ID<Person>?, _ tx: Transaction) throws {
        for (dealer, jobs) in given.sorted(by: { $0.key < $1.key }) {
            try JobStore.tell("job_offered", jobs, to: dealer, but: person, tx)
        }
        var former: [ID<Dealer>: [JobRow]] = [:]
        for job in given.values.joined() {
            if let dealer = job.dealer { former[dealer, default: []].append(job) }
        }
        for (dealer, jobs) in former.sorted(by: { $0.key < $1.key }) {
            try JobStore.tell("job_withdrawn", jobs.sorted { $0.id < $1.id }, to: dealer, but: person, tx)
        }
    }
}
