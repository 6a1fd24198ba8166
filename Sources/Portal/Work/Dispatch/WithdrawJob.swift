import Database
import Domain
import Web

/// Takes a job back from its dealer; it waits again. Technician and appointment go with him, the history stays.
struct WithdrawJob: Sendable {
    let number: String
    /// As the person saw it.
    let version: Int
    let reason: GivenReason

    /// - Throws: `Refusal.stale` where the job has moved on, or is with no dealer.
    func run(by actor: Actor, in tx: Transaction) throws {
        let job = try JobStore.find(number, actor.sight, tx)
        let permit: MayWithdraw
        do { permit = try MayWithdraw(actor) } catch { throw Refusal.denied }
        guard job.version == version, !job.isInWorkshop else { throw Refusal.stale(Complaint("error.stale")) }
        try JobStore.move(
            job, .withdraw, by: permit.actor, .givenBack,
            detail: ["reason": reason.code, "text": reason.text], tx)
        try AssignmentStore.withdrawIfOpen(job.id, by: permit.actor.person, because: reason, tx)
        if let dealer = job.dealer { try JobStore.tell("job_withdrawn", [job], to: dealer, but: actor.person, tx) }
    }
}
