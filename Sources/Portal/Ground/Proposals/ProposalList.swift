import Database
import Domain
import Web

/// Changes of rules, as they are shown.
enum ProposalList {
    struct Line: Sendable {
        let id: ID<Proposal>
        let kind: String
        let content: String
        let state: ProposalStore.State
        let madeBy: ID<Person>
        let maker: String?
        let madeAt: Instant
        let decider: String?
        let decidedAt: Instant?
        let eased: String
    }

    private static let shownDecided = 30

    static func waiting(_ tx: Transaction) throws -> [Line] {
        try lines("p.state = 'waiting' ORDER BY p.id", tx)
    }

    /// The last of them, newest first.
    static func decided(_ tx: Transaction) throws -> [Line] {
        try lines(
            "p.state IN ('confirmed', 'refused', 'replaced') ORDER BY p.id DESC LIMIT \(literal: shownDecided)", tx)
    }

    static func waitingKinds(_ tx: Transaction) throws -> [String] {
        try tx.list("SELECT kind FROM proposal WHERE state = 'waiting'")
    }

    /// For the first page of whoever may decide them.
    static func waiting(_ context: CompanyContext, _ tx: Transaction) throws -> [WaitingCount] {
        guard context.may(ProposalRoutes.confirmation) else { return [] }
        let (count, list) = (try waitingKinds(tx).count, context.paths(ProposalRoutes.list))
        let first = try waiting(tx).prefix(WaitingCount.named).map { line in
            NamedWait(
                href: list, title: context.words("proposals.kind.\(line.kind)"), isCode: false,
                text: (line.maker ?? "–").isolated, end: context.reader.day(of: line.madeAt))
        }
        return [WaitingCount("proposals", .money, count, at: list, first: first)]
    }

    private static func lines(_ condition: SQL, _ tx: Transaction) throws -> [Line] {
        try tx.rows(
            """
            SELECT p.id, p.kind, p.content, p.state, p.made_by, m.name AS maker, p.made_at, d.name AS decider, p.decided_at,
                   p.eased
            FROM proposal p LEFT JOIN person m ON m.id = p.made_by LEFT JOIN person d ON d.id = p.decided_by
            WHERE \(condition)
            """
        ).map { row in
            Line(
                id: try row("id"), kind: try row("kind"), content: try row("content"), state: try row("state"),
                madeBy: try row("made_by"), maker: try row.optional("maker"), madeAt: try row("made_at"),
                decider: try row.optional("decider"), decidedAt: try row.optional("decided_at"),
                eased: try row("eased"))
        }
    }
}
