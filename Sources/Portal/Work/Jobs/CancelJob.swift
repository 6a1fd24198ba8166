import Database
import Domain
import Ground
import Web

/// Ends a job that will not be done, and takes it back from the dealer who had it.
struct CancelJob: Sendable {
    let number: String
    /// The version that the person decided on.
    let version: Int
    let reason: GivenReason

    /// - Throws: `Refusal.stale` where the job has moved on, or can no longer be cancelled.
    func run(by actor: Actor, in company: OpenCompany, _ tx: Transaction) throws {
        let job = try JobStore.find(number, actor.sight, tx)
        guard version == job.version else { throw Refusal.stale(Complaint("error.stale")) }
        try JobStore.move(job, .cancel, by: actor, detail: ["reason": reason.code, "text": reason.text], tx)
        try AssignmentStore.withdrawIfOpen(job.id, by: actor.person, tx)
        if let dealer = job.dealer { try JobStore.tell("job_cancelled", [job], to: dealer, but: actor.person, tx) }
        for follow in company.fittings[JobSlots.cancelled] { try follow(job.id, actor, company, tx) }
    }
}
