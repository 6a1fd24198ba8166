import Domain
import Ground
import Web

/// What became of a round.
struct SentRoundPage: Page {
    static let template = "dispatch/sent_round"
    let titleKey = "dispatch.round.sent"
    let board: String
    let facts: [Fact]
    let shares: [Share]
    let hasShares: Bool
    let isUnderWay: Bool

    struct Share: Sendable {
        let name: String
        let code: String
        let href: String?
        let jobs: String
    }

    init(
        _ round: RoundState, _ shares: [(code: String, name: String, jobs: Int)], _ run: RunRow?,
        _ context: CompanyContext
    ) {
        let (reader, words) = (context.reader, context.words)
        board = context.paths(BoardRoutes.page)
        facts = [
            Fact(label: words("dispatch.round.by"), value: round.maker),
            Fact(label: words("dispatch.round.at"), value: reader.dateTime(round.madeAt)),
            Fact(label: words("dispatch.round.given"), value: reader.number(round.given)),
            Fact(label: words("dispatch.round.left_out"), value: reader.number(round.leftOut)),
            round.reason.isEmpty ? nil : Fact(label: words("dispatch.round.reason"), value: round.reason),
        ].compactMap(\.self)
        let list = context.paths(JobRoutes.list)
        self.shares = shares.map {
            Share(
                name: $0.name, code: $0.code, href: Address.of(list, [("dealer", $0.code)]),
                jobs: reader.number($0.jobs))
        }
        hasShares = !shares.isEmpty
        isUnderWay = run?.isOpen == true
    }
}
