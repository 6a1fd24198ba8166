import Base
import Database
import Domain

/// What scores have changed in dealers' accounts after the decision on a claim: one row for each job.
enum ScoreAdjustmentStore {
    /// - Throws: `DatabaseFault.unique` where the job has one.
    static func add(
        of job: ID<Job>, _ claim: ID<Claim>, by priced: PriceJob.Priced, _ amount: Int64, _ entry: ID<LedgerEntry>?,
        _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO score_adjustment (job_id, claim_id, calculation_id, score, amount, entry_id, made_at)
            VALUES (\(job), \(claim), \(priced.id), \(priced.calculation.facts.tenthsOfScore), \(amount), \(entry), \(tx.now))
            """)
    }
}
