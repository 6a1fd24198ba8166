import Database
import Domain
import Web

extension AssignmentState: ColumnValue {}

/// To whom a job was put, by whom, and what became of it. The job's own row is moved by `JobStore.move` in the same
/// transaction.
package enum AssignmentStore {
    /// Puts the job to the dealer; the row is `offered`.
    /// - Parameters:
    ///   - day: today in the company's calendar; the dealer's load of a day is counted by it.
    ///   - reason: why he gets it although he is not eligible; empty where he is.
    ///   - answerBy: when it expires; nil where it does not.
    ///   - pass: how many were asked before by themselves.
    ///   - round: of which it is part.
    /// - Throws: `DatabaseFault.unique` where the job has an open assignment already.
    package static func add(
        _ job: ID<Job>, to dealer: ID<Dealer>, by person: ID<Person>, on day: CalendarDay, reason: String = "",
        answerBy: Instant? = nil, pass: Int = 0, round: ID<DispatchRound>? = nil, _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO assignment (job_id, dealer_id, made_by, made_at, made_on, made_reason, state, answer_by, pass,
                                    round_id)
            VALUES (\(job), \(dealer), \(person), \(tx.now), \(day), \(reason), 'offered', \(answerBy), \(pass), \(round))
            """)
    }

    /// Answers the job's open assignment: accepted, declined, withdrawn or expired.
    /// - Parameter person: nil where a rule decides, as when an offer expires.
    /// - Throws: `Refusal.stale` where the job has no assignment that can become that.
    package static func decide(
        _ job: ID<Job>, _ state: AssignmentState, by person: ID<Person>?, because reason: GivenReason? = nil,
        _ tx: Transaction
    ) throws {
        guard try close(job, state, by: person, reason, tx) else { throw Refusal.stale(Complaint("error.stale")) }
    }

    /// Takes back what is open; a job that was put to nobody has nothing to take back. Also for jobs that are cancelled.
    static func withdrawIfOpen(
        _ job: ID<Job>, by person: ID<Person>?, because reason: GivenReason? = nil, _ tx: Transaction
    ) throws {
        _ = try close(job, .withdrawn, by: person, reason, tx)
    }

    /// Who put the job to the dealer who had it last.
    package static func lastMaker(of job: ID<Job>, _ tx: Transaction) throws -> ID<Person>? {
        try tx.value("SELECT made_by FROM assignment WHERE job_id = \(job) ORDER BY id DESC LIMIT 1")
    }

    /// When the job was put to the dealer who had it last; nil where it never was.
    package static func lastMade(of job: ID<Job>, _ tx: Transaction) throws -> (at: Instant, on: CalendarDay)? {
        try tx.row("SELECT made_at, made_on FROM assignment WHERE job_id = \(job) ORDER BY id DESC LIMIT 1").map {
            (at: try $0("made_at"), on: try $0("made_on"))
        }
    }

    /// Who was asked about a job, in order, whatever they said.
    static func asked(
        about job: ID<Job>, _ tx: Transaction
    ) throws -> [(dealer: ID<Dealer>, pass: Int, maker: ID<Person>)] {
        try tx.rows("SELECT dealer_id, pass, made_by FROM assignment WHERE job_id = \(job) ORDER BY id").map {
            (dealer: try $0("dealer_id"), pass: try $0("pass"), maker: try $0("made_by"))
        }
    }

    /// The offers whose time is over, by their index.
    static func due(limit: Int, _ tx: Transaction) throws -> [DueOffer] {
        try tx.rows(
            """
            SELECT job_id, dealer_id, made_by FROM assignment
            WHERE state = 'offered' AND answer_by IS NOT NULL AND answer_by <= \(tx.now)
            ORDER BY answer_by, id LIMIT \(literal: limit)
            """
        ).map { DueOffer(job: try $0("job_id"), dealer: try $0("dealer_id"), maker: try $0("made_by")) }
    }

    /// nil where no offer has one.
    static func nextDeadline(_ tx: Transaction) throws -> Instant? {
        try tx.value(
            """
            SELECT answer_by FROM assignment WHERE state = 'offered' AND answer_by IS NOT NULL
            ORDER BY answer_by, id LIMIT 1
            """)
    }

    private static func close(
        _ job: ID<Job>, _ state: AssignmentState, by person: ID<Person>?, _ reason: GivenReason?, _ tx: Transaction
    ) throws -> Bool {
        let changed = try tx.execute(
            """
            UPDATE assignment SET state = \(state), decided_by = \(person), decided_at = \(tx.now),
                reason_code = \(reason?.code), reason_text = \(reason?.text ?? "")
            WHERE job_id = \(job) AND state IN (\(state.earlier))
            """)
        return changed == 1
    }
}

/// An offer whose time is over.
struct DueOffer: Sendable {
    let job: ID<Job>
    let dealer: ID<Dealer>
    /// Who made it, or the first one of those that followed from each other.
    let maker: ID<Person>
}
