import Base
import Database
import Domain
import Ground
import Web

/// On a dealer's page: what of his work could go to others in one step (`dispatch/_move`).
struct MoveCard: Sendable {
    let text: String
    let href: String
    /// He gets no more jobs, so somebody has to see to those that he has.
    let isUrgent: Bool

    /// nil for those who do not assign, and where he has none.
    static func card(
        _ dealer: DealerItem, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard let path = context.pathIfAllowed(RoundRoutes.page) else { return nil }
        let filter = RoundFilter(province: nil, city: nil, dealer: dealer.id)
        let jobs = try RoundList.count(filter, tx)
        guard jobs > 0 else { return nil }
        let isUrgent = dealer.standing.state(on: context.today) != .active
        let card = MoveCard(
            text: context.words.count("dispatch.move.text", jobs, context.reader), href: filter.address(path),
            isUrgent: isUrgent)
        return PageCard("dispatch/_move", at: isUrgent ? .top : .aside, card)
    }
}
