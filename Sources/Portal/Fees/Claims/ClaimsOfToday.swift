import Database
import Domain
import Ground
import Work

/// What finance has said of a dealer's claims and he has not seen yet, above his day.
enum ClaimsOfToday {
    private static let cuts = ["claim_part_approved", "claim_rejected", "claim_reversed", "appeal_upheld"]

    static func lines(_ context: CompanyContext, _ tx: Transaction) throws -> [TodayLine] {
        guard context.may(ClaimRoutes.answer) else { return [] }
        let back = ClaimFilter(Asked(), isOffice: false, now: tx.now).with(state: .sentBack)
        let waiting = try ClaimList.total(back, context.actor.sight, tx).count
        let unseen = try OutboxStore.unread(cuts, by: context.actor.person, tx)
        let lines = [
            ("claims.today.sent_back", waiting, back.address(context.paths(ClaimRoutes.list))),
            ("claims.today.cut", unseen, context.bellPath),
        ]
        return lines.compactMap { key, count, href in
            guard count > 0, let href else { return nil }
            return TodayLine(context.words.count(key, count, context.reader), href: href)
        }
    }
}
