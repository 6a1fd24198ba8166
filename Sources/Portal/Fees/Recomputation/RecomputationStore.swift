import Database
import Domain
import Ground

/// Marks the ids of recomputations.
public enum Recomputation {}

enum RecomputationState: String, ColumnValue, Sendable { case proposed, rejected, booking, booked, failed }

/// What is to be booked of a run, and how far it has come.
struct RecomputationRow: Sendable {
    let id: ID<Recomputation>
    let run: ID<WhatIfRun>
    let reason: String
    let state: RecomputationState
    let jobs: Int
    /// In minor units, above zero in the dealers' favour.
    let amount: Int64
    let bookedJobs: Int
    let bookedAmount: Int64
    let proposedBy: ID<Person>
    let proposer: String?
    let proposedAt: Instant
    let decidedBy: ID<Person>?
    let decider: String?
    let decidedAt: Instant?
    let failure: String?

    init(_ row: Row) throws {
        id = try row("id")
        run = try row("what_if_id")
        reason = try row("reason")
        state = try row("state")
        jobs = try row("jobs")
        amount = try row("amount")
        bookedJobs = try row("booked_jobs")
        bookedAmount = try row("booked_amount")
        proposedBy = try row("proposed_by")
        proposer = try row.optional("proposer")
        proposedAt = try row("proposed_at")
        decidedBy = try row.optional("decided_by")
        decider = try row.optional("decider")
        decidedAt = try row.optional("decided_at")
        failure = try row.optional("failed_key")
    }
}

/// Proposals to book the differences of a run. Rows are never deleted: they are the trail.
enum RecomputationStore {
    static func find(of run: ID<WhatIfRun>, _ tx: Transaction) throws -> RecomputationRow? {
        try tx.row(
            """
            SELECT r.id, r.what_if_id, r.reason, r.state, r.jobs, r.amount, r.booked_jobs, r.booked_amount, r.proposed_by,
                   r.proposed_at, r.decided_by, r.decided_at, r.failed_key, p.name AS proposer,
                   d.name AS decider
            FROM recomputation r LEFT JOIN person p ON p.id = r.proposed_by LEFT JOIN person d ON d.id = r.decided_by
            WHERE r.what_if_id = \(run)
            """
        ).map(RecomputationRow.init)
    }

    /// The runs whose differences are proposed and not decided yet, oldest first.
    static func waiting(_ tx: Transaction) throws -> [(run: ID<WhatIfRun>, reason: String)] {
        try tx.rows("SELECT what_if_id, reason FROM recomputation WHERE state = 'proposed' ORDER BY id").map {
            (run: try $0("what_if_id"), reason: try $0("reason"))
        }
    }

    static func propose(
        _ run: ID<WhatIfRun>, reason: String, jobs: Int, amount: Int64, by person: ID<Person>, _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO recomputation (what_if_id, reason, state, jobs, amount, proposed_by, proposed_at)
            VALUES (\(run), \(reason), 'proposed', \(jobs), \(amount), \(person), \(tx.now))
            """)
    }

    /// - Parameter reason: why one person was enough; nil where there were two.
    /// - Returns: false where it was decided in the meantime.
    static func decide(
        _ id: ID<Recomputation>, _ state: RecomputationState, by permit: MayConfirmRecomputation,
        easedFor reason: String? = nil, _ tx: Transaction
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE recomputation SET state = \(state), decided_by = \(permit.actor.person), decided_at = \(tx.now),
                eased = \(reason ?? "")
            WHERE id = \(id) AND state = 'proposed'
            """) == 1
    }

    /// What was just booked, in the transaction that booked it.
    /// - Returns: how many jobs are booked by now.
    /// - Throws: `OvertakenRun` where nothing is being booked any more, or more would be than was confirmed.
    static func advance(_ id: ID<Recomputation>, jobs: Int, amount: Int64, _ tx: Transaction) throws -> Int {
        let booked: Int? = try tx.value(
            """
            UPDATE recomputation SET booked_jobs = booked_jobs + \(jobs), booked_amount = booked_amount + \(amount)
            WHERE id = \(id) AND state = 'booking' AND booked_jobs + \(jobs) <= jobs RETURNING booked_jobs
            """)
        guard let booked else { throw OvertakenRun() }
        return booked
    }

    static func end(_ id: ID<Recomputation>, _ tx: Transaction) throws {
        try tx.execute(
            "UPDATE recomputation SET state = 'booked', ended_at = \(tx.now) WHERE id = \(id) AND state = 'booking'")
    }

    /// Nothing was booked, and nothing will be.
    static func fail(_ id: ID<Recomputation>, _ key: String, _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE recomputation SET state = 'failed', failed_key = \(key), ended_at = \(tx.now)
            WHERE id = \(id) AND state = 'booking' AND booked_jobs = 0
            """)
    }

    /// The claim of a job whose fee was approved, whole, before the recomputation was confirmed, and not taken back since; and
    /// whose newest calculation is still this one, by a tariff of the same audience as the new one.
    static func claim(
        of job: ID<Job>, computedBy calculation: ID<FrozenCalculation>, before moment: Instant,
        by tariff: ID<TariffVersion>, _ tx: Transaction
    ) throws -> (id: ID<Claim>, dealer: ID<Dealer>)? {
        try tx.row(
            """
            SELECT k.id, k.dealer_id FROM claim k JOIN calculation c ON c.id = \(calculation) AND c.job_id = k.job_id
            JOIN tariff o ON o.id = c.tariff_id JOIN tariff n ON n.id = \(tariff) AND n.audience = o.audience
            WHERE k.job_id = \(job) AND k.state = 'approved' AND k.decided_at <= \(moment)
            AND NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.claim_id = k.id AND e.kind = 'reversal')
            AND c.id = (SELECT max(l.id) FROM calculation l WHERE l.job_id = \(job))
            """
        ).map { (id: try $0("id"), dealer: try $0("dealer_id")) }
    }
}
