/// Marks the ids of changes of a dealer's bank account.
public enum ShebaChange {}

/// The proof that a person may say that a dealer's new bank account is his: he is of finance, and another than the one
/// who asked for it. Where the operator has eased that, an administrator too, and the asker himself.
public struct MayConfirmSheba: Sendable {
    public let actor: Actor

    /// - Parameters:
    ///   - asker: nil where the operator of the portal read it from a file.
    ///   - isEased: whether one person may do what two do.
    /// - Throws: `sheba.denied.role`, `sheba.denied.same`.
    public init(_ actor: Actor, askedBy asker: ID<Person>?, isEased: Bool = false) throws(Complaint) {
        guard actor.has(.financeOfficer, .financeApprover) || isEased && actor.has(.administrator) else {
            throw Complaint("sheba.denied.role")
        }
        guard isEased || actor.person != asker else { throw Complaint("sheba.denied.same") }
        self.actor = actor
    }
}
