/// The permit to put jobs to a dealer.
public struct MayAssign: Sendable {
    public let actor: Actor
    public let dealer: ID<Dealer>
    /// Why he gets them although he is not eligible, or another one was proposed; empty where neither is so.
    public let reason: String

    /// - Parameters:
    ///   - isProposed: no other dealer is ranked before him.
    ///   - reason: as it was typed. Kept only where one is needed.
    /// - Throws: `error.denied`; `dispatch.override.missing` or `dispatch.choice.missing` where a reason is needed and none
    ///   is given.
    public init(
        _ actor: Actor, to eligibility: Eligibility, isProposed: Bool = true, reason: String
    ) throws(Complaint) {
        guard Self.isDispatcher(actor) else { throw Complaint("error.denied") }
        guard eligibility.verdict == .yes || !reason.isEmpty else { throw Complaint("dispatch.override.missing") }
        guard isProposed || !reason.isEmpty else { throw Complaint("dispatch.choice.missing") }
        self.actor = actor
        dealer = eligibility.standing.dealer
        self.reason = eligibility.verdict == .yes && isProposed ? "" : reason
    }

    static func isDispatcher(_ actor: Actor) -> Bool {
        actor.sight == .company && actor.has(.administrator, .serviceManager, .dispatcher)
    }
}

/// The permit to take a job back from its dealer.
public struct MayWithdraw: Sendable {
    public let actor: Actor

    /// - Throws: `error.denied`.
    public init(_ actor: Actor) throws(Complaint) {
        guard MayAssign.isDispatcher(actor) else { throw Complaint("error.denied") }
        self.actor = actor
    }
}
