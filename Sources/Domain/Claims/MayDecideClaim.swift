/// The proof that a person may decide a claim: he is of finance, not of the dealer, and did none of the work it is for.
public struct MayDecideClaim: Sendable {
    public let actor: Actor

    /// - Parameter workers: whoever logged a visit of the claim's job, was its technician or answered for the dealer.
    /// - Throws: `claims.denied.role`, `claims.denied.dealer`, `claims.denied.own`.
    public init(_ actor: Actor, workers: Set<ID<Person>>) throws(Complaint) {
        guard actor.has(.financeOfficer, .financeApprover) else { throw Complaint("claims.denied.role") }
        guard actor.dealer == nil else { throw Complaint("claims.denied.dealer") }
        guard !workers.contains(actor.person) else { throw Complaint("claims.denied.own") }
        self.actor = actor
    }
}
