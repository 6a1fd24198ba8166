import Database
import Domain
import Ground
import Web

/// Appeals as pages show them.
package enum AppealList {
    package static let pageSize = 50

    package struct Line: Sendable {
        package let id: ID<Appeal>
        package let claim: ID<Claim>
        package let line: ID<ClaimLine>
        package let number: String
        package let dealer: String
        package let component: FeeComponent
        package let state: AppealState
        package let text: String
        package let madeAt: Instant
        package let madeBy: String?
        package let claimed: Int64
        package let before: Int64
        package let after: Int64?
        package let answer: String
        package let decidedBy: String?
        package let decidedAt: Instant?
        let lineDecidedBy: ID<Person>?
        package let version: Int
    }

    /// Of one claim, oldest first. The claim is known to be in sight.
    package static func all(of claim: ID<Claim>, _ tx: Transaction) throws -> [Line] {
        try tx.rows("\(columns) WHERE a.claim_id = \(claim) ORDER BY a.id").map(Line.init)
    }

    /// Newest first.
    package static func slice(
        _ filter: AppealFilter, size: Int = pageSize, _ tx: Transaction
    ) throws -> Slice<Line, ID<Appeal>> {
        let older: SQL = filter.cursor.map { "AND a.id < \($0.key)" } ?? ""
        return try Slice(filter.cursor, size: size, key: { $0.id }) { limit in
            try tx.rows(
                "\(columns) WHERE a.state = \(filter.state) \(older) ORDER BY a.id DESC LIMIT \(literal: limit)"
            ).map(Line.init)
        }
    }

    /// Those that finance has to decide.
    static func waiting(_ context: CompanyContext, _ tx: Transaction) throws -> [WaitingCount] {
        guard context.may(AppealRoutes.decision) else { return [] }
        let count = try counts(tx).value()[.open] ?? 0
        let first = try tx.rows(
            "\(columns) WHERE a.state = 'open' ORDER BY a.id LIMIT \(literal: WaitingCount.named)"
        ).map(Line.init)
        return [
            WaitingCount(
                "appeals", .money, count, at: context.paths(AppealRoutes.list),
                first: first.map { line in
                    NamedWait(
                        href: context.paths(ClaimRoutes.one, line.claim), title: line.number,
                        text: line.dealer.isolated,
                        amount: Amount(Money(line.claimed, context.company.currency), context.reader))
                })
        ]
    }

    package static func counts(_ tx: Transaction) throws -> Reply<[AppealState: Int]> {
        try tx.ask("SELECT state, count(*) AS count FROM claim_appeal GROUP BY state") { rows in
            try rows.reduce(into: [:]) { all, row in all[try row("state")] = try row("count") as Int }
        }
    }

    private static let columns: SQL = """
        SELECT a.id, a.claim_id, a.line_id, j.number, d.name AS dealer, l.component, a.state, a.text, a.made_at,
               m.name AS made_by, l.claimed, a.approved_before, a.approved_after, a.answer, p.name AS decided_by,
               a.decided_at, a.line_decided_by, a.version
        FROM claim_appeal a
        JOIN claim c ON c.id = a.claim_id
        JOIN job j ON j.id = c.job_id
        JOIN dealer d ON d.id = c.dealer_id
        JOIN claim_line l ON l.id = a.line_id
        LEFT JOIN person m ON m.id = a.made_by
        LEFT JOIN person p ON p.id = a.decided_by
        """
}

extension AppealList.Line {
    package init(_ row: Row) throws {
        (id, claim, line) = (try row("id"), try row("claim_id"), try row("line_id"))
        (number, dealer, component) = (try row("number"), try row("dealer"), try row("component"))
        (state, text, answer) = (try row("state"), try row("text"), try row("answer"))
        (madeAt, madeBy) = (try row("made_at"), try row.optional("made_by"))
        (claimed, before, after) = (
            try row("claimed"), try row("approved_before"), try row.optional("approved_after")
        )
        (decidedBy, decidedAt) = (try row.optional("decided_by"), try row.optional("decided_at"))
        (lineDecidedBy, version) = (try row.optional("line_decided_by"), try row("version"))
    }
}
