/// Marks the ids of versions of warranty rules.
public enum WarrantyRule {}

/// The proof that a person may put a draft of a warranty rule into force: he manages the service, and somebody else has
/// written it.
public struct MayActivateWarrantyRule: Sendable {
    public let actor: Actor

    /// - Parameters:
    ///   - hasWorked: whether this person made the draft or changed something in it.
    ///   - isEased: whether the operator lets one person do what needs two.
    /// - Throws: `warranty.denied.role`, `warranty.denied.same`.
    public init(_ actor: Actor, hasWorked: Bool, isEased: Bool) throws(Complaint) {
        guard actor.has(.administrator, .serviceManager) else { throw Complaint("warranty.denied.role") }
        guard !hasWorked || isEased else { throw Complaint("warranty.denied.same") }
        self.actor = actor
    }
}
