import Database
import Domain
import Ground

/// Claims that wait for what the customer says of the work: nobody approves them before it is said, or their days are over.
enum ClaimWaitStore {
    static let together = 200

    static func begin(_ claim: ID<Claim>, until: CalendarDay, _ tx: Transaction) throws {
        try tx.later(
            """
            INSERT INTO claim_wait (claim_id, until_day) VALUES (\(claim), \(until)) ON CONFLICT (claim_id) DO NOTHING
            """)
    }

    /// - Returns: whether it has waited.
    static func end(_ claim: ID<Claim>, _ tx: Transaction) throws -> Bool {
        try tx.execute("DELETE FROM claim_wait WHERE claim_id = \(claim)") == 1
    }

    /// Which of these wait today, and until when.
    static func waiting(
        _ claims: [ID<Claim>], in company: OpenCompany, _ tx: Transaction
    ) throws -> [ID<Claim>: CalendarDay] {
        guard !claims.isEmpty else { return [:] }
        return try tx.rows(
            """
            SELECT claim_id, until_day FROM claim_wait
            WHERE claim_id IN (\(claims)) AND until_day > \(company.clock.day(of: tx.now))
            """
        ).reduce(into: [:]) { $0[try $1("claim_id")] = try $1("until_day") as CalendarDay }
    }

    /// The next of those that wait, by id, and which of them do so in vain: their days are over, or nobody is asked any more.
    static func next(
        after mark: ID<Claim>?, in company: OpenCompany, _ tx: Transaction
    ) throws -> (over: [ID<Claim>], last: ID<Claim>)? {
        let rows = try tx.rows(
            """
            SELECT w.claim_id, w.until_day, c.job_id FROM claim_wait w JOIN claim c ON c.id = w.claim_id
            WHERE w.claim_id > \(mark?.value ?? 0) ORDER BY w.claim_id LIMIT \(literal: together)
            """)
        guard let last: ID<Claim> = try rows.last.map({ try $0("claim_id") }) else { return nil }
        let jobs: [ID<Job>] = try rows.map { try $0("job_id") }
        let asked: Set<ID<Job>> = try company.fittings[ClaimSlots.asked].reduce(into: []) {
            $0.formUnion(try $1(jobs, company, tx))
        }
        let today = company.clock.day(of: tx.now)
        let over = try rows.filter { row in
            let (until, job): (CalendarDay, ID<Job>) = (try row("until_day"), try row("job_id"))
            return until <= today || !asked.contains(job)
        }
        return (try over.map { try $0("claim_id") }, last)
    }
}
