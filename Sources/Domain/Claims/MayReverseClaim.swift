/// The proof that a person may propose to take back a claim: he may decide it, and it was granted and not taken back.
public struct MayProposeReversal: Sendable {
    public let actor: Actor

    /// - Throws: as `MayDecideClaim`, and `reversals.impossible`.
    public init(
        _ actor: Actor, state: ClaimState, isReversed: Bool, workers: Set<ID<Person>>
    ) throws(Complaint) {
        _ = try MayDecideClaim(actor, workers: workers)
        guard state == .approved || state == .partApproved, !isReversed else {
            throw Complaint("reversals.impossible")
        }
        self.actor = actor
    }
}

/// The proof that a person may confirm it: an approver, and another one than who proposed it, unless the operator
/// has eased that.
public struct MayConfirmReversal: Sendable {
    public let actor: Actor

    /// - Parameter isEased: whether one person may do what two do.
    /// - Throws: as `MayDecideClaim`, `reversals.denied.role`, `reversals.denied.same`.
    public init(
        _ actor: Actor, proposedBy: ID<Person>, workers: Set<ID<Person>>, isEased: Bool = false
    ) throws(Complaint) {
        _ = try MayDecideClaim(actor, workers: workers)
        guard actor.has(.financeApprover) else { throw Complaint("reversals.denied.role") }
        guard isEased || actor.person != proposedBy else { throw Complaint("reversals.denied.same") }
        self.actor = actor
    }
}
