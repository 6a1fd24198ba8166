/// Marks the id of a change of rules that waits for a second person.
public enum Proposal {}

/// The proof that a person may put a change of the rules of money into force: he answers for them, and somebody else has
/// written it.
public struct MayConfirmProposal: Sendable {
    public let actor: Actor

    /// - Parameters:
    ///   - person: whose own money it is; nil where it is nobody's.
    ///   - isEased: whether the operator lets one person do what needs two.
    /// - Throws: `proposals.denied.role`, `proposals.denied.same`, `proposals.denied.own`.
    public init(
        _ actor: Actor, madeBy maker: ID<Person>, concerning person: ID<Person>? = nil, isEased: Bool
    ) throws(Complaint) {
        guard actor.has(.administrator, .financeApprover) else { throw Complaint("proposals.denied.role") }
        guard isEased || actor.person != maker else { throw Complaint("proposals.denied.same") }
        guard isEased || actor.person != person else { throw Complaint("proposals.denied.own") }
        self.actor = actor
    }
}
