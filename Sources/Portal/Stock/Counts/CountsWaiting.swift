import Database
import Domain
import Ground
import Web

/// What of counts waits for a keeper's hand.
enum CountsWaiting {
    static func counts(_ context: CompanyContext, _ tx: Transaction) throws -> [WaitingCount] {
        guard context.actor.roles.meet(.keepers), context.may(CountRoutes.list) else { return [] }
        return [
            WaitingCount("counts_open", .work, try StockCountList.openCount(tx), at: context.paths(CountRoutes.list))
        ]
    }
}
