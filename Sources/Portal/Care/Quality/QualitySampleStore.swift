import Database
import Domain
import Ground
import Web
import Work

extension SamplingRank: ColumnValue {}
extension SamplingCause: ColumnValue {}
extension SampleState: ColumnValue {}
extension QualityWay: ColumnValue {}
extension ReworkCause: ColumnValue {}

/// What was decided of a dealer's job when it ended, and what became of it.
struct QualitySampleRow: Sendable {
    let job: ID<Job>
    let dealer: ID<Dealer>
    let grade: String
    let rank: SamplingRank
    let nth: Int
    let draw: Int
    let decision: SamplingDecision
    let state: SampleState
    let auditor: String
    let auditReason: String
    let freer: String
    let reason: String
    let version: Int

    static let columns: SQL = """
        SELECT s.job_id, s.dealer_id, s.grade, s.rank, s.nth, s.draw, s.share, s.cause, s.is_drawn, s.state,
               a.name AS auditor, s.audit_reason, f.name AS freer, s.reason, s.version
        FROM quality_sample s LEFT JOIN person a ON a.id = s.audited_by LEFT JOIN person f ON f.id = s.freed_by
        """

    init(_ row: Row) throws {
        (job, dealer, grade) = (try row("job_id"), try row("dealer_id"), try row("grade"))
        (rank, nth, draw) = (try row("rank"), try row("nth"), try row("draw"))
        decision = SamplingDecision(
            cause: try row("cause"), share: try row("share"), isDrawn: try row("is_drawn"))
        (state, auditor, auditReason) = (try row("state"), try row.optional("auditor") ?? "", try row("audit_reason"))
        (freer, reason, version) = (try row.optional("freer") ?? "", try row("reason"), try row("version"))
    }
}

/// What must be known of the dealer, and of the job that this one makes good.
struct SampleFacts: Sendable {
    let grade: String
    let rank: SamplingRank
    let done: Int
    let seed: String
    /// The control that failed, and its edition.
    let edition: ID<QualityEdition>?
}

/// The jobs of dealers that were drawn, and those that were not.
enum QualitySampleStore {
    /// nil where nothing was decided: it ended while no jobs of dealers were controlled.
    static func find(_ job: ID<Job>, _ tx: Transaction) throws -> QualitySampleRow? {
        try tx.row("\(QualitySampleRow.columns) WHERE s.job_id = \(job)").map(QualitySampleRow.init)
    }

    /// Whether it was completed and nothing was decided of it.
    static func isUndecided(_ job: ID<Job>, _ tx: Transaction) throws -> Bool {
        try tx.value(
            """
            SELECT 1 FROM job j WHERE j.id = \(job) AND j.outcome = 'completed'
                AND NOT EXISTS (SELECT 1 FROM quality_sample s WHERE s.job_id = j.id)
            """, as: Int.self) != nil
    }

    /// nil where the company controls no jobs of dealers and this one makes good none.
    static func ask(_ job: ID<Job>, _ dealer: ID<Dealer>, _ tx: Transaction) throws -> Reply<SampleFacts?> {
        try tx.ask(
            """
            SELECT d.grade, coalesce(s.rank, 'normal') AS rank,
                   (SELECT count(*) FROM (SELECT 1 AS one FROM job o WHERE o.dealer_id = \(dealer) AND o.completed_on IS NOT NULL
                        AND o.outcome = 'completed' LIMIT \(literal: QualitySettings.mostFirst)) done) AS done,
                   (SELECT value FROM setting WHERE name = \(QualitySettings.seed)) AS seed,
                   (SELECT c.edition_id FROM quality_rework r JOIN quality_control c ON c.id = r.control_id
                    WHERE r.job_id = \(job)) AS edition
            FROM dealer d LEFT JOIN quality_standing s ON s.dealer_id = d.id
            WHERE d.id = \(dealer) AND (EXISTS (SELECT 1 FROM setting WHERE name = 'quality_sampling' AND value = '1')
                OR EXISTS (SELECT 1 FROM quality_rework WHERE job_id = \(job)))
            """
        ) { rows in
            try rows.first.map {
                SampleFacts(
                    grade: try $0("grade"), rank: try $0("rank"), done: try $0("done"),
                    seed: try $0.optional("seed") ?? "", edition: try $0.optional("edition"))
            }
        }
    }

    /// nil where it is not done.
    static func endedOn(_ job: ID<Job>, _ tx: Transaction) throws -> CalendarDay? {
        try tx.one("SELECT completed_on FROM job WHERE id = \(job)").optional("completed_on")
    }

    static func grade(of dealer: ID<Dealer>, _ tx: Transaction) throws -> String {
        try tx.one("SELECT grade FROM dealer WHERE id = \(dealer)")("grade")
    }

    /// Whose work on which machine it was.
    static func work(of job: ID<Job>, _ tx: Transaction) throws -> (dealer: String, model: String, serial: String) {
        let row = try tx.one(
            """
            SELECT d.name AS dealer, m.name AS model, u.serial FROM job j JOIN unit u ON u.id = j.unit_id
            JOIN product_model m ON m.id = u.model_id LEFT JOIN dealer d ON d.id = j.dealer_id WHERE j.id = \(job)
            """)
        return (try row.optional("dealer") ?? "", try row("model"), try row("serial"))
    }

    static func add(
        _ job: ID<Job>, of dealer: ID<Dealer>, grade: String, _ rank: SamplingRank, nth: Int, draw: Int,
        _ decision: SamplingDecision, _ tx: Transaction
    ) throws {
        let state: SampleState = decision.isDrawn ? .held : .free
        try tx.later(
            """
            INSERT INTO quality_sample (job_id, dealer_id, grade, rank, nth, share, draw, cause, is_drawn, state, made_at)
            VALUES (\(job), \(dealer), \(grade), \(rank), \(nth), \(decision.share), \(draw), \(decision.cause),
                    \(decision.isDrawn), \(state), \(tx.now))
            """)
    }

    /// A control of it was opened by hand: what it earns waits from now on.
    static func audit(_ job: ID<Job>, because reason: String, by person: ID<Person>, _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE quality_sample SET state = 'held', audited_by = \(person), audit_reason = \(reason), freed_by = NULL,
                reason = '', settled_at = NULL, version = version + 1
            WHERE job_id = \(job)
            """)
    }

    /// It has passed, and with it what the same dealer makes good by it, or what was never put to his work. What somebody else
    /// had to make good waits on: whether it is paid, a manager says. So does what is controlled anew.
    static func pass(_ job: ID<Job>, of dealer: ID<Dealer>, _ tx: Transaction) throws {
        try settle(job, tx)
        var next = try QualityReworkStore.first(of: job, tx)
        while let id = next {
            if try QualityReworkStore.isMadeGood(id, by: dealer, tx) { try settle(id, tx) }
            next = try QualityReworkStore.first(of: id, tx)
        }
    }

    private static func settle(_ job: ID<Job>, _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE quality_sample SET state = 'passed', settled_at = \(tx.now), version = version + 1
            WHERE job_id = \(job) AND state = 'held'
            """)
    }

    /// - Throws: `Refusal.stale` where nothing of it waits any more.
    static func free(_ job: ID<Job>, because reason: String, by person: ID<Person>, _ tx: Transaction) throws {
        try tx.later(
            """
            UPDATE quality_sample SET state = 'freed', freed_by = \(person), reason = \(reason), settled_at = \(tx.now),
                version = version + 1
            WHERE job_id = \(job) AND state = 'held'
            """, orThrow: Refusal.stale(Complaint("error.stale")))
    }
}
