import Database
import Domain
import Fees

/// What the demo reads of claims to go on with them.
extension DemoList {
    struct CutLine: Sendable {
        let claim: ID<Claim>
        let line: ID<ClaimLine>
        let dealer: ID<Domain.Dealer>
        let claimed: Int64
        let decidedAt: Instant
    }

    static func completed(_ claim: ID<Claim>, _ tx: Transaction) throws -> Instant {
        try tx.one("SELECT j.completed_at FROM claim c JOIN job j ON j.id = c.job_id WHERE c.id = \(claim)")(
            "completed_at")
    }

    /// Rejected lines that were worth something, the latest first, one of a claim.
    static func cutLines(limit: Int, _ tx: Transaction) throws -> [CutLine] {
        try tx.rows(
            """
            SELECT c.id, l.id AS line, c.dealer_id, l.claimed, l.decided_at FROM claim c
            JOIN claim_line l ON l.id = (SELECT min(x.id) FROM claim_line x WHERE x.claim_id = c.id AND x.claimed > x.approved)
            WHERE c.state = 'rejected' AND c.decided_by IS NOT NULL ORDER BY c.decided_at DESC, c.id DESC
            LIMIT \(literal: limit)
            """
        ).map {
            CutLine(
                claim: try $0("id"), line: try $0("line"), dealer: try $0("dealer_id"), claimed: try $0("claimed"),
                decidedAt: try $0("decided_at"))
        }
    }

    static func lastGranted(_ tx: Transaction) throws -> ClaimChoice? {
        try tx.row(
            """
            SELECT id, version FROM claim WHERE state = 'approved' AND decided_by IS NOT NULL AND approved > 0
            ORDER BY decided_at DESC, id DESC LIMIT 1
            """
        ).map { ClaimChoice(id: try $0("id"), version: try $0("version")) }
    }

    static func lastDraft(_ tx: Transaction) throws -> (claim: ClaimChoice, dealer: ID<Domain.Dealer>)? {
        try tx.row("SELECT id, version, dealer_id FROM claim WHERE state = 'draft' ORDER BY id DESC LIMIT 1").map {
            (ClaimChoice(id: try $0("id"), version: try $0("version")), try $0("dealer_id"))
        }
    }
}
