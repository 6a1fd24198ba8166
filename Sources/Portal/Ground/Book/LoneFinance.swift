import Database
import Domain

extension Easing {
    /// As `permit`, where money moves: one person is enough only as long as nobody else of finance is there to be asked.
    package static func permitOfMoney<Permit>(
        to actor: Actor, _ tx: Transaction, _ make: (_ isEased: Bool) throws -> Permit
    ) throws -> (permit: Permit, reason: String?) {
        if let permit = try? make(false) { return (permit, nil) }
        let easing = try isAlone(actor, tx) ? now(tx).flatMap { $0.isOfMoney ? $0 : nil } : nil
        return (try make(easing != nil), easing?.reason)
    }

    private static func isAlone(_ actor: Actor, _ tx: Transaction) throws -> Bool {
        try PersonStore.open(in: [.financeOfficer, .financeApprover], of: nil, tx).allSatisfy { $0 == actor.person }
    }
}
