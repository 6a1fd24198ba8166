/// Marks the ids of changes of a dealer's bank account.
public enum ShebaChange {}

/// The proof that a person may say that a dealer's new bank account is his: he is of finance, and another than the one
/// who asked for it.
public struct MayConfirmSheba: Sendable {
    public let actor: Actor

    /// - Parameter asker: nil where the operator of the portal read it from a file.
    /// - Throws: `sheba.denied.role`, `sheba.denied.same`.
    public init(_ actor: Actor, askedBy asker: ID<Person>?) throws(Complaint) {
        guard actor.has(.financeOfficer, .financeApprover) else { throw Complaint("sheba.denied.role") }
        guard actor.person != asker else { throw Complaint("sheba.denied.same") }
        self.actor = actor
    }
}
