import Database
import Domain
import Web

/// What may have happened to a payout's rows since it was made, so that it must not go on as it is.
enum PayoutGuardList {
    private static let named = 5

    /// What a customer's score has added later is a row of the next payout, and stops none.
    /// Nor does a part owed whose day has passed since: that holds the next one.
    /// - Throws: `Refusal.stale` where a claim in it was taken back or sent back meanwhile, a dealer's payments were stopped,
    ///   or what is paid for a job is held since.
    static func check(_ payout: PayoutRow, _ clock: CompanyClock, _ tx: Transaction) throws {
        let jobs: [String] = try tx.list(
            """
            SELECT DISTINCT j.number FROM payout_item i JOIN payout_entry p ON p.item_id = i.id
            JOIN ledger_entry e ON e.id = p.entry_id JOIN claim c ON c.id = e.claim_id JOIN job j ON j.id = c.job_id
            WHERE i.payout_id = \(payout.id)
            AND (c.state NOT IN ('approved', 'part_approved')
                 OR EXISTS (SELECT 1 FROM ledger_entry n WHERE n.claim_id = c.id AND n.amount < 0
                            AND n.kind IN ('reversal', 'adjustment')
                            AND NOT EXISTS (SELECT 1 FROM score_adjustment s WHERE s.entry_id = n.id)
                            AND NOT EXISTS (SELECT 1 FROM payout_entry x WHERE x.entry_id = n.id)))
            ORDER BY j.number LIMIT \(literal: named)
            """)
        guard jobs.isEmpty else {
            throw Refusal.stale(Complaint("payouts.claims_changed", jobs.joined(separator: ", ")))
        }
        let dealers: [String] = try tx.list(
            """
            SELECT d.name FROM payout_item i JOIN dealer d ON d.id = i.dealer_id
            JOIN payment_block b ON b.dealer_id = d.id AND b.lifted_at IS NULL
            WHERE i.payout_id = \(payout.id) ORDER BY i.position LIMIT \(literal: named)
            """)
        guard dealers.isEmpty else {
            throw Refusal.stale(Complaint("payouts.dealer_blocked", dealers.joined(separator: ", ")))
        }
        let held: [String] = try tx.list(
            """
            SELECT j.number FROM payout_item i JOIN payout_entry p ON p.item_id = i.id
            JOIN ledger_entry e ON e.id = p.entry_id JOIN claim c ON c.id = e.claim_id JOIN job j ON j.id = c.job_id
            WHERE i.payout_id = \(payout.id)
            AND c.id IN (SELECT k.id FROM pay_hold h JOIN claim k ON k.job_id = h.job_id AND k.dealer_id = h.dealer_id
                         WHERE h.from_day <= \(clock.day(of: payout.madeAt)))
            GROUP BY c.id, j.number HAVING sum(e.amount) > 0 ORDER BY j.number LIMIT \(literal: named)
            """)
        guard held.isEmpty else {
            throw Refusal.stale(Complaint("payouts.held_since", held.joined(separator: ", ")))
        }
    }
}
