import Database
import Domain

/// The lines of claims.
extension ClaimStore {
    /// Every line as it was claimed.
    static func approveLines(of claim: ID<Claim>, by decider: ClaimDecider, _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE claim_line SET approved = claimed, reason_code = NULL, decided_by = \(decider.person),
                decided_at = \(tx.now)
            WHERE claim_id = \(claim)
            """)
    }

    static func rejectLines(
        of claim: ID<Claim>, reason: String, by decider: ClaimDecider, _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            UPDATE claim_line SET approved = 0, reason_code = \(reason), decided_by = \(decider.person),
                decided_at = \(tx.now)
            WHERE claim_id = \(claim)
            """)
    }

    package static func decide(_ line: LineDecision, by permit: MayDecideClaim, _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE claim_line SET approved = \(line.approved.minor), reason_code = \(line.reason),
                decided_by = \(permit.actor.person), decided_at = \(tx.now) WHERE id = \(line.line)
            """)
    }

    /// After an appeal.
    static func regrant(_ line: ID<ClaimLine>, _ approved: Money, by: ID<Person>, _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE claim_line SET approved = \(approved.minor), decided_by = \(by), decided_at = \(tx.now),
                reason_code = CASE WHEN claimed = \(approved.minor) THEN NULL ELSE reason_code END
            WHERE id = \(line)
            """)
    }

    /// Those of a claim that was rejected whole, as they were computed. - Returns: their sum, in minor units.
    static func restorePenalties(of claim: ID<Claim>, by: ID<Person>, _ tx: Transaction) throws -> Int64 {
        try tx.execute(
            """
            UPDATE claim_line SET approved = claimed, reason_code = NULL, decided_by = \(by), decided_at = \(tx.now)
            WHERE claim_id = \(claim) AND claimed < 0
            """)
        return try tx.value(
            "SELECT coalesce(sum(claimed), 0) FROM claim_line WHERE claim_id = \(claim) AND claimed < 0") ?? 0
    }

    /// What was approved of a claim's lines, those above and those below zero apart.
    static func approvedSums(of claim: ID<Claim>, _ tx: Transaction) throws -> (fee: Int64, penalty: Int64) {
        let sums = try tx.one(
            """
            SELECT coalesce(sum(CASE WHEN approved > 0 THEN approved ELSE 0 END), 0) AS fee,
                   coalesce(sum(CASE WHEN approved < 0 THEN approved ELSE 0 END), 0) AS penalty
            FROM claim_line WHERE claim_id = \(claim)
            """)
        return (fee: try sums("fee"), penalty: try sums("penalty"))
    }

    /// What is claimed in the dealer's favour, in minor units.
    package static func payable(of claims: [ID<Claim>], _ tx: Transaction) throws -> [ID<Claim>: Int64] {
        try tx.rows(
            """
            SELECT claim_id, sum(claimed) AS payable FROM claim_line WHERE claim_id IN (\(claims)) AND claimed > 0
            GROUP BY claim_id
            """
        ).reduce(into: [:]) { all, row in all[try row("claim_id")] = try row("payable") as Int64 }
    }

    /// Of a claim whose lines are all decided.
    package static func lines(of claim: ID<Claim>, _ tx: Transaction) throws -> [(claimed: Int64, approved: Int64)] {
        try tx.rows("SELECT claimed, approved FROM claim_line WHERE claim_id = \(claim) ORDER BY id").map {
            (try $0("claimed"), try $0("approved"))
        }
    }

    /// What the dealer asks for beyond the tariff; the claim's sum goes with it.
    package static func add(_ line: AskedLine, to claim: ClaimRow, claimed: Money, _ tx: Transaction) throws {
        try tx.execute(
            """
            INSERT INTO claim_line (claim_id, component, computed, claimed, asked)
            VALUES (\(claim.id), \(line.component), 0, \(line.amount.minor), \(line.text))
            """)
        try setClaimed(claimed, of: claim, tx)
    }

    /// - Returns: how much is asked for with the line; nil where the claim has no such line.
    package static func asked(_ line: ID<ClaimLine>, of claim: ID<Claim>, _ tx: Transaction) throws -> Int64? {
        try tx.value(
            "SELECT claimed FROM claim_line WHERE id = \(line) AND claim_id = \(claim) AND fee_line_id IS NULL")
    }

    package static func takeBack(_ line: ID<ClaimLine>, of claim: ClaimRow, claimed: Money, _ tx: Transaction) throws {
        try tx.execute("DELETE FROM claim_line WHERE id = \(line) AND claim_id = \(claim.id)")
        try setClaimed(claimed, of: claim, tx)
    }
}
