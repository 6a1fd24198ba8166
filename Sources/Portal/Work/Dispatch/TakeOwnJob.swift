import Database
import Domain
import Ground
import Web

/// A job that a dealer has made of what the company gave him to call about: put to him by whoever gave it, and taken.
package struct TakeOwnJob: Sendable {
    private let number: String
    private let giver: ID<Person>
    private let today: CalendarDay

    package init(number: String, giver: ID<Person>, today: CalendarDay) {
        (self.number, self.giver, self.today) = (number, giver, today)
    }

    /// - Throws: `dispatch.own.denied` where he gets no jobs: he is suspended, or his contract does not hold today.
    package func run(by actor: Actor, in tx: Transaction) throws {
        guard let dealer = actor.dealer else { throw Refusal.denied }
        let job = try JobStore.find(number, .company, tx)
        guard let city = try StandingList.city(job.city, tx),
            let row = try StandingList.one(dealer, city, today: today, tx)
        else { throw Refusal.hidden }
        guard row.standing.isActive, row.standing.contract.contains(today) else {
            throw Complaint("dispatch.own.denied")
        }
        try JobStore.move(job, .offer, by: actor, .offered(to: dealer), detail: ["dealer": row.name], tx)
        try AssignmentStore.add(job.id, to: dealer, by: giver, on: today, tx)
        try JobStore.move(JobStore.find(number, .company, tx), .accept, by: actor, .accepted(at: tx.now), tx)
        try AssignmentStore.decide(job.id, .accepted, by: actor.person, tx)
    }
}
