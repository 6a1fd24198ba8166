/// Marks the ids of appeals.
public enum Appeal {}

public enum AppealState: String, CaseIterable, Sendable {
    case open, granted, upheld
    /// The claim was taken back before anybody decided.
    case void
}

/// A line of a claim as a dealer would appeal against its decision.
public struct AppealedLine: Hashable, Sendable {
    public let claimed: Money
    /// nil where nothing was decided.
    public let approved: Money?
    public let decidedOn: CalendarDay?
    public let hasAppeal: Bool
    /// The claim was taken back.
    public let isReversed: Bool

    public init(claimed: Money, approved: Money?, decidedOn: CalendarDay?, hasAppeal: Bool, isReversed: Bool) {
        (self.claimed, self.approved, self.decidedOn) = (claimed, approved, decidedOn)
        (self.hasAppeal, self.isReversed) = (hasAppeal, isReversed)
    }

    /// - Parameter days: from the day of the decision; the last of them is included.
    /// - Returns: what was approved.
    /// - Throws: `appeals.reversed`, `appeals.once`, `appeals.nothing` where nothing was cut, `appeals.late`.
    @discardableResult
    public func check(today: CalendarDay, days: Int) throws(Complaint) -> Money {
        guard !isReversed else { throw Complaint("appeals.reversed") }
        guard !hasAppeal else { throw Complaint("appeals.once") }
        guard let approved, let decidedOn, approved < claimed else { throw Complaint("appeals.nothing") }
        guard today <= decidedOn.adding(days: days) else { throw Complaint("appeals.late", String(days)) }
        return approved
    }
}

/// The proof that a person may decide an appeal: he may decide the claim, and did not decide the line, unless the
/// operator has eased that.
public struct MayDecideAppeal: Sendable {
    public let actor: Actor

    /// - Parameters:
    ///   - decidedBy: who decided the line; nobody where a rule did.
    ///   - isEased: whether one person may do what two do.
    /// - Throws: as `MayDecideClaim`, and `appeals.denied.same`.
    public init(
        _ actor: Actor, decidedBy: ID<Person>?, workers: Set<ID<Person>>, isEased: Bool = false
    ) throws(Complaint) {
        _ = try MayDecideClaim(actor, workers: workers)
        guard isEased || decidedBy != actor.person else { throw Complaint("appeals.denied.same") }
        self.actor = actor
    }
}

/// What finance says to an appeal: the line stands as it was decided, or more of it is approved, up to what was claimed.
public struct AppealDecision: Hashable, Sendable {
    public let state: AppealState
    public let approved: Money
    /// What comes to the dealer's account; nothing where the line stands.
    public let difference: Money

    /// - Parameter granted: nil to uphold.
    /// - Throws: `appeals.range` where it is not more than before, or more than was claimed.
    public init(before: Money, claimed: Money, granted: Money?) throws(Complaint) {
        guard let granted else {
            (state, approved, difference) = (.upheld, before, Money(0, before.currency))
            return
        }
        guard before < granted, granted <= claimed else {
            throw Complaint("appeals.range", String(before.minor), String(claimed.minor))
        }
        (state, approved) = (.granted, granted)
        difference = try granted.subtracting(before)
    }
}

extension ClaimState {
    /// Of a claim whose lines are all decided.
    public init(_ lines: [(claimed: Int64, approved: Int64)]) {
        let cut = lines.filter { $0.claimed != $0.approved }
        if cut.isEmpty {
            self = .approved
        } else {
            self = lines.allSatisfy { $0.approved == 0 } ? .rejected : .partApproved
        }
    }
}
