import Database
import Domain
import Ground
import Web

/// Says otherwise than the warranty's rules who bears the cost of a job, with a reason and evidence. The job's end keeps it.
struct DecideCover: Sendable {
    let number: String
    let version: Int
    let verdict: Warranty
    let subjects: Set<CoverSubject>
    let reason: String
    let evidence: [Upload]

    /// - Throws: `Refusal.hidden`, `Refusal.stale` where the job has moved on, `warranty.decide.late` where it is done.
    func run(by actor: Actor, clock: CompanyClock, in tx: Transaction) throws {
        let job = try JobStore.find(number, actor.sight, tx)
        guard job.version == version else { throw Refusal.stale(Complaint("error.stale")) }
        guard Self.mayStill(job) else { throw Complaint("warranty.decide.late") }
        let day = clock.day(of: tx.now)
        let before = try JobCoverStore.verdict(of: job, on: day, clock.calendar, tx)
        let after = before.decided(verdict, on: subjects, because: reason)
        try JobCoverStore.freeze(after, of: job.id, at: .decision, on: day, by: actor.person, tx)
        try AttachmentStore.add(evidence, to: .job(job.id), by: actor, tx)
        let detail = [
            "warranty_before": before.overall.rawValue, "warranty": after.overall.rawValue, "text": reason,
        ]
        try JobStore.amend(job, kind: "warranty_decided", by: actor, detail: detail, tx)
    }

    /// What is done was paid by its verdict.
    static func mayStill(_ job: JobRow) -> Bool {
        switch job.state {
        case .received, .offered, .accepted, .scheduled, .underWay: true
        case .done, .closed, .returned, .cancelled: false
        }
    }
}
