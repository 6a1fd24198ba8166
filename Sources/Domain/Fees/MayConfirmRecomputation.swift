/// The right to have differences booked: an approver of finance, and not the one who proposed it.
public struct MayConfirmRecomputation: Sendable {
    public let actor: Actor

    /// - Throws: `recompute.not_approver`, `recompute.same_person`.
    public init(_ actor: Actor, proposedBy: ID<Person>) throws(Complaint) {
        guard actor.has(.financeApprover) else { throw Complaint("recompute.not_approver") }
        guard actor.person != proposedBy else { throw Complaint("recompute.same_person") }
        self.actor = actor
    }
}
