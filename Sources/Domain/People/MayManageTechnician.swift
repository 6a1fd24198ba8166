/// The proof that a dealer's manager may ask somebody into his dealership, lock him out of it or let him in again: only
/// those who are technicians there and nothing else.
public struct MayManageTechnician: Sendable {
    public let actor: Actor

    /// - Throws: `team.denied` where the person is of another dealership, or has other roles.
    public init(_ actor: Actor, _ roles: Roles, of dealer: ID<Dealer>?) throws(Complaint) {
        guard actor.has(.dealerManager), let own = actor.dealer, own == dealer, roles.all == [.dealerTechnician] else {
            throw Complaint("team.denied")
        }
        self.actor = actor
    }
}
