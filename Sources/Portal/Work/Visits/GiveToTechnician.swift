import Database
import Domain
import Web

/// Gives jobs to one of the dealer's people, or takes them back to the manager; all of them or none.
struct GiveToTechnician: Sendable {
    let numbers: [String]
    /// The version that the form of one job was made from.
    var version: Int?
    let technician: TechnicianRow?

    func run(by actor: Actor, in tx: Transaction) throws {
        for number in numbers {
            let job = try DealerJob.find(number, version: version, actor, tx)
            try DealerJob.permit { try MayGiveToTechnician(actor, job.standing) }
            guard job.technician != technician?.id else { continue }
            try JobStore.amend(
                job, kind: "technician", by: actor, changes: ["technician_id = \(technician?.id)"],
                detail: ["name": technician?.name ?? ""], tx)
        }
    }
}
