import Database
import Domain
import Web

/// Gives jobs to one of the dealer's people, or takes them back to the manager; all of them or none.
struct GiveToTechnician: Sendable {
    let jobs: [JobPick]
    let technician: TechnicianRow?

    /// - Throws: `Refusal.stale` where one of them has moved on.
    func run(by actor: Actor, in tx: Transaction) throws {
        for pick in jobs {
            let job = try DealerJob.find(pick.number, version: pick.version, actor, tx)
            try DealerJob.permit { try MayGiveToTechnician(actor, job.standing) }
            guard job.technician != technician?.id else { continue }
            try JobStore.amend(
                job, kind: "technician", by: actor, .given(to: technician?.id),
                detail: ["name": technician?.name ?? ""], tx)
        }
    }
}
