/// The proof that a person may check a payout: he is of finance, and another than the one who made it, unless the operator has
/// eased that.
public struct MayCheckPayout: Sendable {
    public let actor: Actor

    /// - Parameter isEased: whether one person may do what two do.
    /// - Throws: `payouts.denied.finance`, `payouts.denied.same`.
    public init(_ actor: Actor, madeBy maker: ID<Person>, isEased: Bool = false) throws(Complaint) {
        guard actor.has(.financeOfficer, .financeApprover) else { throw Complaint("payouts.denied.finance") }
        guard isEased || actor.person != maker else { throw Complaint("payouts.denied.same") }
        self.actor = actor
    }
}

/// How many people a company asks for before a payout is paid.
public enum PayoutPeople: String, CaseIterable, Sendable {
    /// One makes it, another checks and approves.
    case two = "2"
    /// Whoever checked it does not approve it.
    case three = "3"
}

/// The proof that a person may approve a payout: he is an approver, another than the one who made it, and, where the company
/// asks for three people, another than the one who checked it; where the operator has eased that, he alone.
public struct MayApprovePayout: Sendable {
    public let actor: Actor

    /// - Parameter isEased: whether one person may do what two or three do.
    /// - Throws: `payouts.denied.role`, `payouts.denied.same`, `payouts.denied.checker`.
    public init(
        _ actor: Actor, madeBy maker: ID<Person>, checkedBy checker: ID<Person>?, people: PayoutPeople,
        isEased: Bool = false
    ) throws(Complaint) {
        guard actor.has(.financeApprover) else { throw Complaint("payouts.denied.role") }
        guard isEased || actor.person != maker else { throw Complaint("payouts.denied.same") }
        if people == .three, !isEased, actor.person == checker { throw Complaint("payouts.denied.checker") }
        self.actor = actor
    }
}

/// The proof that a person may give up a payout. Once files were made the bank may have them, and what is free again
/// would be paid a second time: then it takes an approver, and another person than the one who made the files, whatever is eased.
public struct MayWithdrawPayout: Sendable {
    public let actor: Actor

    /// - Parameter maker: of the files; nil where there are none.
    /// - Throws: `payouts.denied.finance`, `payouts.denied.given`.
    public init(_ actor: Actor, filesMadeBy maker: ID<Person>?) throws(Complaint) {
        guard actor.has(.financeOfficer, .financeApprover) else { throw Complaint("payouts.denied.finance") }
        if let maker {
            guard actor.has(.financeApprover), actor.person != maker else { throw Complaint("payouts.denied.given") }
        }
        self.actor = actor
    }
}
