import Base
import Database
import Domain
import Ground
import Web

/// From a dealer's page to his account.
struct DealerAccountLink: Sendable {
    let href: String

    /// nil for those who do not see money.
    static func card(
        _ dealer: DealerItem, _ context: CompanyContext, _: (any Sendable)?, _: Transaction
    ) -> PageCard? {
        guard context.may(DealerAccountRoutes.account) else { return nil }
        return PageCard(
            "accounts/_dealer_link", at: .head,
            DealerAccountLink(href: context.paths(DealerAccountRoutes.account, dealer.code)))
    }
}
