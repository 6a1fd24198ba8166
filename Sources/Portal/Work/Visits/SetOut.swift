import Database
import Domain
import Ground
import Web

/// Whoever does the job is on his way to its customer, who is told so.
struct SetOut: Sendable {
    let number: String
    /// The version that the form was made from.
    let version: Int

    /// - Throws: `Refusal.stale` where the job has moved on, or nobody is waited for today.
    func run(by actor: Actor, on today: CalendarDay, in tx: Transaction) throws {
        let job = try DealerJob.find(number, version: version, actor, tx)
        try DealerJob.permit { try MayLogVisit(actor, on: job.standing) }
        guard try VisitList.agreed(job.id, tx).day == today else { throw Refusal.stale(Complaint("visits.not_today")) }
        try EventStore.add(Event("on_way", of: .job(job.id), in: "tracking"), by: actor.person, tx)
        try JobStore.tell("technician_on_way", job.id, job.number, on: "\(job.version)", to: job.customer, tx)
    }
}
