/// The right to have differences booked: an approver of finance, and not the one who proposed it, unless the operator
/// has eased that.
public struct MayConfirmRecomputation: Sendable {
    public let actor: Actor

    /// - Parameter isEased: whether one person may do what two do.
    /// - Throws: `recompute.not_approver`, `recompute.same_person`.
    public init(_ actor: Actor, proposedBy: ID<Person>, isEased: Bool = false) throws(Complaint) {
        guard actor.has(.financeApprover) else { throw Complaint("recompute.not_approver") }
        guard isEased || actor.person != proposedBy else { throw Complaint("recompute.same_person") }
        self.actor = actor
    }
}
