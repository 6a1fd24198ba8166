import Database
import Domain
import Ground
import Web

/// Another person than the asker, unless the operator has eased that, confirms a dealer's new bank account, or somebody of
/// finance refuses it.
struct DecideShebaChange: Sendable {
    let change: ID<ShebaChange>
    let isConfirmed: Bool

    /// - Throws: `Refusal.hidden`, `Refusal.stale`, or the complaint of `MayConfirmSheba`.
    func run(by actor: Actor, in tx: Transaction) throws {
        let waiting = try ShebaChangeStore.waiting(change, tx)
        guard isConfirmed else { return try ShebaChangeStore.refuse(waiting, by: actor.person, tx) }
        let (permit, reason) = try Easing.permit(tx) {
            try MayConfirmSheba(actor, askedBy: waiting.askedBy, isEased: $0)
        }
        try ShebaChangeStore.confirm(waiting, by: permit, easedFor: reason, tx)
    }
}
