import Base
import Database
import Domain
import Web

/// Says what prices a dealer's jobs from now on; what was computed stays.
struct SetDealerPay: Sendable {
    let dealer: ID<Dealer>
    let before: DealerPay
    let after: DealerPay
    let reason: String

    /// - Throws: `dealers.pay.same`; `Refusal.stale` where somebody has changed it in the meantime.
    func run(by actor: Actor, in tx: Transaction) throws {
        guard before != after else { throw Complaint("dealers.pay.same") }
        guard try DealerPayStore.set(after, from: before, of: dealer, by: actor.person, reason: reason, tx) else {
            throw Refusal.stale(Complaint("error.stale"))
        }
    }
}
