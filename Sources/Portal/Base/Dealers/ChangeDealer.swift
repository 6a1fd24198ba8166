import Database
import Domain
import Ground

/// Changes a dealer by hand. His grade prices his jobs, as his pay does, and changes as that does: by one person of the head
/// office, with a reason; what was computed keeps the grade it was computed with.
struct ChangeDealer: Sendable {
    /// The one that the form was made of.
    let version: Int
    let particulars: DealerParticulars
    let groups: Set<ID<ProductGroup>>
    /// Why the grade changes; may be empty where it does not.
    let reason: String

    /// - Throws: `Refusal.hidden`, `Refusal.stale`; `FieldRefusal` where another grade has no reason.
    func run(_ places: Places, by actor: Actor, in tx: Transaction) throws {
        let known = try DealerStore.find(particulars.code, at: version, tx)
        let isRegraded = known.grade != particulars.grade
        guard !isRegraded || !reason.isEmpty else {
            throw FieldRefusal(field: "grade_reason", complaint: Complaint("dealers.grade.reason.missing"))
        }
        try DealerStore.write(
            particulars, groups, places, to: known.id, reason: isRegraded ? reason : "", by: actor.person, tx)
    }
}
