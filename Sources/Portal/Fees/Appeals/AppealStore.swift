import Database
import Domain
import Ground
import Web

extension AppealState: ColumnValue {}

/// One appeal as its commands need it.
struct AppealRow: Sendable {
    let id: ID<Appeal>
    let claim: ID<Claim>
    let line: ID<ClaimLine>
    let state: AppealState
    let before: Money
    let claimed: Money
    /// Who decided the line; nobody where a rule did.
    let decidedBy: ID<Person>?
    let version: Int
}

/// Appeals against decided lines: one for each line, ever.
enum AppealStore {
    /// The line as an appeal would be made against it.
    /// - Throws: `Refusal.hidden` where the claim has no such line.
    static func line(
        _ line: ID<ClaimLine>, of claim: ID<Claim>, _ company: OpenCompany, _ tx: Transaction
    ) throws -> (line: AppealedLine, decidedBy: ID<Person>?) {
        let row = try tx.row(
            """
            SELECT l.claimed, l.approved, l.decided_at, l.decided_by, c.reversed_at, a.id AS appeal
            FROM claim_line l JOIN claim c ON c.id = l.claim_id LEFT JOIN claim_appeal a ON a.line_id = l.id
            WHERE l.id = \(line) AND l.claim_id = \(claim)
            """)
        guard let row else { throw Refusal.hidden }
        let decidedAt: Instant? = try row.optional("decided_at")
        let approved: Int64? = try row.optional("approved")
        let appealed = AppealedLine(
            claimed: Money(try row("claimed"), company.currency),
            approved: approved.map { Money($0, company.currency) },
            decidedOn: decidedAt.map(company.clock.day), hasAppeal: try row.raw("appeal") != .null,
            isReversed: try row.raw("reversed_at") != .null)
        return (appealed, try row.optional("decided_by"))
    }

    /// - Throws: `DatabaseFault.unique` where the line has its appeal.
    static func add(
        _ line: ID<ClaimLine>, of claim: ID<Claim>, text: String, before: Money, decidedBy: ID<Person>?,
        by actor: Actor, _ tx: Transaction
    ) throws -> ID<Appeal> {
        try tx.insert(
            """
            INSERT INTO claim_appeal (claim_id, line_id, made_by, made_at, text, approved_before, line_decided_by)
            VALUES (\(claim), \(line), \(actor.person), \(tx.now), \(text), \(before.minor), \(decidedBy))
            """)
    }

    /// - Throws: `Refusal.hidden` where there is none.
    static func find(_ id: ID<Appeal>, _ currency: Currency, _ tx: Transaction) throws -> AppealRow {
        let row = try tx.row(
            """
            SELECT a.id, a.claim_id, a.line_id, a.state, a.approved_before, a.line_decided_by, a.version, l.claimed
            FROM claim_appeal a JOIN claim_line l ON l.id = a.line_id WHERE a.id = \(id)
            """)
        guard let row else { throw Refusal.hidden }
        return AppealRow(
            id: id, claim: try row("claim_id"), line: try row("line_id"), state: try row("state"),
            before: Money(try row("approved_before"), currency), claimed: Money(try row("claimed"), currency),
            decidedBy: try row.optional("line_decided_by"), version: try row("version"))
    }

    /// - Parameter reason: why one person was enough; nil where there were two.
    /// - Throws: `Refusal.stale` where somebody else has decided it.
    static func decide(
        _ appeal: AppealRow, _ decision: AppealDecision, answer: String, by permit: MayDecideAppeal,
        easedFor reason: String? = nil, _ tx: Transaction
    ) throws {
        let changed = try tx.execute(
            """
            UPDATE claim_appeal SET state = \(decision.state), approved_after = \(decision.approved.minor),
                answer = \(answer), decided_by = \(permit.actor.person), decided_at = \(tx.now), eased = \(reason ?? ""),
                version = version + 1
            WHERE id = \(appeal.id) AND state = 'open' AND version = \(appeal.version)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
    }

    /// Of a claim that is taken back.
    static func void(of claim: ID<Claim>, _ tx: Transaction) throws {
        try tx.execute(
            "UPDATE claim_appeal SET state = 'void', version = version + 1 WHERE claim_id = \(claim) AND state = 'open'"
        )
    }
}

extension EventSubject {
    static func appeal(_ id: ID<Appeal>) -> EventSubject { EventSubject("appeal", id.value) }
}

extension AppealStore {
    /// What a dealer sends with his appeal: seen by whoever sees its claim.
    static let files = AttachmentKind("appeal") { id, actor, tx in
        try tx.value(
            """
            SELECT 1 FROM claim_appeal a JOIN claim c ON c.id = a.claim_id
            WHERE a.id = \(id) AND \(ClaimStore.within(actor.sight))
            """, as: Int.self) != nil
    }
}
