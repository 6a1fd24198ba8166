import Database
import Domain
import Web

/// Marks the ids of reversals.
package enum Reversal {}

enum ReversalState: String, ColumnValue, Sendable { case proposed, confirmed, refused }

/// A claim that is to be taken back, or was: who proposed it and why, who confirmed or refused it.
struct ReversalRow: Sendable {
    let id: ID<Reversal>
    let state: ReversalState
    let reasonFa: String
    let reasonEn: String
    let text: String
    let proposedBy: ID<Person>
    let proposer: String?
    let proposedAt: Instant
    let decider: String?
    let decidedAt: Instant?

    var isOpen: Bool { state == .proposed }
}

enum ReversalStore {
    /// The last one. The claim is known to be in sight.
    static func last(of claim: ID<Claim>, _ tx: Transaction) throws -> ReversalRow? {
        let row = try tx.row(
            """
            SELECT v.id, v.state, v.text, v.proposed_by, v.proposed_at, v.decided_at, p.name AS proposer,
                   d.name AS decider, coalesce(r.name_fa, v.reason_code) AS reason_fa,
                   coalesce(r.name_en, v.reason_code) AS reason_en
            FROM claim_reversal v
            LEFT JOIN person p ON p.id = v.proposed_by
            LEFT JOIN person d ON d.id = v.decided_by
            LEFT JOIN reason r ON r.kind = 'claim_reject' AND r.code = v.reason_code
            WHERE v.claim_id = \(claim) ORDER BY v.id DESC LIMIT 1
            """)
        return try row.map { row in
            ReversalRow(
                id: try row("id"), state: try row("state"), reasonFa: try row("reason_fa"),
                reasonEn: try row("reason_en"), text: try row("text"), proposedBy: try row("proposed_by"),
                proposer: try row.optional("proposer"), proposedAt: try row("proposed_at"),
                decider: try row.optional("decider"), decidedAt: try row.optional("decided_at"))
        }
    }

    /// - Throws: `DatabaseFault.unique` where one is proposed or confirmed.
    static func add(
        _ claim: ID<Claim>, reason: String, text: String, by permit: MayProposeReversal, _ tx: Transaction
    ) throws -> ID<Reversal> {
        try tx.insert(
            """
            INSERT INTO claim_reversal (claim_id, reason_code, text, proposed_by, proposed_at)
            VALUES (\(claim), \(reason), \(text), \(permit.actor.person), \(tx.now))
            """)
    }

    /// The proposal that somebody saw with its claim.
    /// - Throws: `StaleClaims` where the claim has moved on since, `Refusal.stale` where that proposal was decided.
    static func find(_ id: ID<Reversal>, of row: ClaimRow, seen: ClaimChoice, _ tx: Transaction) throws -> ReversalRow {
        guard row.version == seen.version else { throw StaleClaims(rows: [row]) }
        guard let last = try last(of: row.id, tx), last.id == id, last.isOpen else {
            throw Refusal.stale(Complaint("error.stale"))
        }
        return last
    }

    /// - Parameter reason: why one person was enough; nil where there were two.
    /// - Throws: `Refusal.stale` where somebody else has decided it.
    static func confirm(
        _ id: ID<Reversal>, by permit: MayConfirmReversal, easedFor reason: String? = nil, _ tx: Transaction
    ) throws {
        try decide(id, to: .confirmed, by: permit.actor.person, easedFor: reason, tx)
    }

    /// - Throws: as `confirm`.
    static func refuse(_ id: ID<Reversal>, by permit: MayDecideClaim, _ tx: Transaction) throws {
        try decide(id, to: .refused, by: permit.actor.person, tx)
    }

    private static func decide(
        _ id: ID<Reversal>, to state: ReversalState, by person: ID<Person>, easedFor reason: String? = nil,
        _ tx: Transaction
    ) throws {
        let changed = try tx.execute(
            """
            UPDATE claim_reversal SET state = \(state), decided_by = \(person), decided_at = \(tx.now),
                eased = \(reason ?? "")
            WHERE id = \(id) AND state = 'proposed'
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
    }

    /// All that the claim has brought to its dealer's account, in minor units.
    static func posted(of claim: ID<Claim>, _ tx: Transaction) throws -> Int64 {
        try tx.value("SELECT coalesce(sum(amount), 0) FROM ledger_entry WHERE claim_id = \(claim)") ?? 0
    }
}
