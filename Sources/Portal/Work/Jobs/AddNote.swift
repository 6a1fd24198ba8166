import Database
import Domain

/// A line of a person's own in the job's timeline; the job itself does not change.
struct AddNote: Sendable {
    let number: String
    let text: String

    /// - Throws: `Refusal.hidden` where he does not see the job.
    func run(by actor: Actor, in tx: Transaction) throws {
        let job = try JobStore.find(number, actor.sight, tx)
        try JobEventStore.add(job.id, kind: "note", by: actor.person, detail: ["text": text], tx)
    }
}
