import Database
import Domain
import Web

/// Another person than the asker confirms a dealer's new bank account, or somebody of finance refuses it.
struct DecideShebaChange: Sendable {
    let change: ID<ShebaChange>
    let isConfirmed: Bool

    /// - Throws: `Refusal.hidden`, `Refusal.stale`, or the complaint of `MayConfirmSheba`.
    func run(by actor: Actor, in tx: Transaction) throws {
        let waiting = try ShebaChangeStore.waiting(change, tx)
        guard isConfirmed else { return try ShebaChangeStore.refuse(waiting, by: actor.person, tx) }
        try ShebaChangeStore.confirm(waiting, by: MayConfirmSheba(actor, askedBy: waiting.askedBy), tx)
    }
}
