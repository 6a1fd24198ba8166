import Database
import Domain
import Ground
import Web

/// The papers of a job, on its page.
struct PaperCard: Sendable {
    struct Link: Sendable {
        let href: String
        let label: String
    }

    let links: [Link]

    static func card(
        _ job: JobRow, _ context: CompanyContext, _: (any Sendable)?, _ tx: Transaction
    ) throws -> PageCard? {
        let (paths, words, number) = (context.paths, context.words, job.number)
        let slip = context.may(PaperRoutes.slip) ? paths(PaperRoutes.slip, number) : nil
        let label = context.may(PaperRoutes.label) ? paths(PaperRoutes.label, number) : nil
        let all: [(String, String?)] = [
            ("papers.slip", slip), ("papers.slip_roll", slip.map { "\($0)?paper=\(SlipPage.roll)" }),
            ("papers.label", label), ("papers.order", paths(PaperRoutes.order, number)),
            ("papers.report", paths(PaperRoutes.report, number)),
            (
                "papers.estimate",
                try EstimateStore.latest(of: job.id, context.actor.sight, tx).map { _ in
                    paths(PaperRoutes.estimate, number)
                }
            ),
        ]
        let links = all.compactMap { key, href in href.map { Link(href: $0, label: words(key)) } }
        return PageCard("papers/_card", at: .head, PaperCard(links: links))
    }
}
