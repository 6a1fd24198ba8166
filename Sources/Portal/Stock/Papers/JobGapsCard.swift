import Database
import Domain
import Ground
import Web
import Work

/// Parts that were fitted on a job and lay on no shelf, on its page: whoever wrote them down sees that they are looked for.
struct JobGapsCard: Sendable {
    struct Item: Sendable {
        let part: String
        let quantity: String
        let state: Badge
    }

    let items: [Item]
    /// All differences, for those who may see them.
    let list: String?

    static func card(
        _ job: JobRow, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        guard context.profile.has(.stock), context.may(GapRoutes.list) else { return nil }
        let (reader, words) = (context.reader, context.words)
        let gaps = try GapList.all("g.job_id = \(job.id) AND \(StockPlaceList.within(context.actor.sight))", tx)
        guard !gaps.isEmpty else { return nil }
        let items = gaps.map { gap in
            Item(
                part: [gap.part.code.isolatedLeftToRight, gap.part.names.shown(reader)].joined(separator: " "),
                quantity: reader.number(Int(gap.quantity)),
                state: Badge(
                    kind: gap.how == nil ? "warning" : "done",
                    label: words(gap.how == nil ? "stock.gap.looked_for" : "stock.gap.settled")))
        }
        return PageCard(
            "stock/_job_gaps", at: .main, JobGapsCard(items: items, list: context.paths(GapRoutes.list)))
    }
}
