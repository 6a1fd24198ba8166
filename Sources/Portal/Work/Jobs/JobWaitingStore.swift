import Database
import Domain
import Ground

extension JobWait: ColumnValue {
    /// What people say by themselves; the others come and go with an estimate and with parts.
    static let byHand: [JobWait] = [.customer, .other]
}

/// A wait, from when to when.
struct JobWaitSpan: Sendable {
    let reason: JobWait
    let from: Instant
    /// nil while it lasts.
    let to: Instant?

    fileprivate init(_ row: Row) throws {
        (reason, from, to) = (try row("reason"), try row("begun_at"), try row.optional("ended_at"))
    }
}

/// What jobs wait for, beside their state: work that is agreed and under way can wait at any time, and for more than one
/// thing. Each wait is kept, from when to when; `job.waiting` is the last one that still stands.
package enum JobWaitingStore {
    /// One that stands, or stood.
    struct Wait: Sendable {
        let id: Int64
        let reason: JobWait
        let note: String
        let lookOn: CalendarDay?
        let begunBy: String?
        let begunAt: Instant
    }

    static func open(of job: ID<Job>, _ tx: Transaction) throws -> [Wait] {
        try tx.rows(
            """
            SELECT w.id, w.reason, w.note, w.look_on, w.begun_at, p.name FROM job_wait w LEFT JOIN person p ON p.id = w.begun_by
            WHERE w.job_id = \(job) AND w.ended_at IS NULL ORDER BY w.id
            """
        ).map { row in
            Wait(
                id: try row("id"), reason: try row("reason"), note: try row("note"),
                lookOn: try row.optional("look_on"),
                begunBy: try row.optional("name"), begunAt: try row("begun_at"))
        }
    }

    /// All that it waited for, in the journey of the next question.
    static func askSpans(of job: ID<Job>, _ tx: Transaction) throws -> Reply<[JobWaitSpan]> {
        try tx.ask("SELECT reason, begun_at, ended_at FROM job_wait WHERE job_id = \(job) ORDER BY id") { rows in
            try rows.map(JobWaitSpan.init)
        }
    }

    /// All that these waited for.
    static func spans(of jobs: [ID<Job>], _ tx: Transaction) throws -> [ID<Job>: [JobWaitSpan]] {
        guard !jobs.isEmpty else { return [:] }
        return try tx.rows(
            "SELECT job_id, reason, begun_at, ended_at FROM job_wait WHERE job_id IN (\(jobs)) ORDER BY job_id, id"
        ).reduce(into: [:]) { all, row in all[try row("job_id"), default: []].append(try JobWaitSpan(row)) }
    }

    /// What people have said by themselves that it waits for: one thing at a time.
    static func byHand(of job: ID<Job>, _ tx: Transaction) throws -> Wait? {
        try open(of: job, tx).first { JobWait.byHand.contains($0.reason) }
    }

    /// It cannot go on before that is there. No form that is open for it is overtaken by this.
    /// - Returns: false where it waits for that already.
    @discardableResult
    static func wait(
        for reason: JobWait, _ job: ID<Job>, note: String = "", lookOn: CalendarDay? = nil,
        by person: ID<Person>? = nil, _ tx: Transaction
    ) throws -> Bool {
        let id: Int64? = try tx.value(
            """
            INSERT INTO job_wait (job_id, reason, note, look_on, begun_by, begun_at)
            VALUES (\(job), \(reason), \(note), \(lookOn), \(person), \(tx.now))
            ON CONFLICT (job_id, reason) WHERE ended_at IS NULL DO NOTHING RETURNING id
            """)
        guard id != nil else { return false }
        try tx.later("UPDATE job SET waiting = \(reason) WHERE id = \(job)")
        try PromiseStore.recount(job, tx)
        return true
    }

    /// What it waited for is there; where it waits for something else, it still does.
    /// - Returns: whether it waited for that.
    @discardableResult
    static func goOn(
        from reasons: [JobWait], _ job: ID<Job>, by person: ID<Person>? = nil, _ tx: Transaction
    ) throws -> Bool {
        let ended = try tx.execute(
            """
            UPDATE job_wait SET ended_at = \(tx.now), ended_by = \(person)
            WHERE job_id = \(job) AND reason IN (\(reasons)) AND ended_at IS NULL
            """)
        let freed = try tx.execute(
            """
            UPDATE job SET waiting = (SELECT w.reason FROM job_wait w WHERE w.job_id = \(job) AND w.ended_at IS NULL
                                      ORDER BY w.id DESC LIMIT 1)
            WHERE id = \(job) AND waiting IN (\(reasons))
            """)
        if ended > 0 { try PromiseStore.recount(job, tx) }
        return ended + freed > 0
    }

    /// Whoever is done with a job waits for nothing any more; its row says so already.
    static func end(of job: ID<Job>, by person: ID<Person>?, _ tx: Transaction) throws {
        try tx.later(
            """
            UPDATE job_wait SET ended_at = \(tx.now), ended_by = \(person) WHERE job_id = \(job) AND ended_at IS NULL
            """)
    }

    /// Nothing where it waits for a part already. - Parameter request: what stands in the job's history.
    package static func waitForPart(
        _ job: ID<Job>, on request: String, by person: ID<Person>?, _ tx: Transaction
    ) throws {
        guard try wait(for: .part, job, by: person, tx) else { return }
        try JobEventStore.add(job, kind: "waits_for_part", by: person, detail: ["text": request], tx)
    }

    /// It goes on. - Parameter kind: `part_came`, or `waits_no_more` where nothing came.
    package static func goOn(
        _ job: ID<Job>, kind: String, on request: String, by person: ID<Person>?, _ tx: Transaction
    ) throws {
        guard try goOn(from: [.part], job, by: person, tx) else { return }
        try JobEventStore.add(job, kind: kind, by: person, detail: ["text": request], tx)
    }
}
