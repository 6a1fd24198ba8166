import Database
import Domain
import Ground
import Web

extension PromiseMark: ColumnValue {}

/// What was promised of a job, as its row has it.
struct PromiseRow: Sendable {
    let job: ID<Job>
    let policy: ID<PromiseRule>?
    let madeAt: Instant
    let startedAt: Instant
    let terms: PromiseTerms
    let pauses: Set<JobWait>
    let tells: Set<PromiseListener>
    let ends: PromiseEnds
    let told: [PromiseTarget: PromiseStage]
    let standsSince: Instant?
    let alarmAt: Instant?
    private let sides: [PromiseTarget: PromiseSide]

    subscript(target: PromiseTarget) -> PromiseSide { sides[target]! }

    /// Of `job_promise p`.
    static let columns: SQL = """
        SELECT p.job_id, p.policy_id, p.made_at, p.started_at, p.pauses, p.warn_minutes, p.stands_since, p.response_minutes,
               p.response_at, p.response_mark, p.response_due, p.response_soon, p.response_seconds, p.response_told,
               p.completion_minutes, p.completion_at, p.completion_mark, p.completion_due, p.completion_soon,
               p.completion_seconds, p.completion_told, p.over_at, p.alarm_at, o.tells
        FROM job_promise p LEFT JOIN promise_policy o ON o.id = p.policy_id
        """

    init(_ row: Row) throws {
        (job, policy) = (try row("job_id"), try row.optional("policy_id"))
        (madeAt, startedAt) = (try row("made_at"), try row("started_at"))
        terms = PromiseTerms(
            [.response: try row("response_minutes"), .completion: try row("completion_minutes")],
            warnMinutes: try row("warn_minutes"))
        (pauses, tells) = (Set(words: try row("pauses")), Set(words: try row.optional("tells") ?? ""))
        ends = PromiseEnds(
            response: try row.optional("response_at"), completion: try row.optional("completion_at"),
            over: try row.optional("over_at"))
        (standsSince, alarmAt) = (try row.optional("stands_since"), try row.optional("alarm_at"))
        var (sides, told) = ([PromiseTarget: PromiseSide](), [PromiseTarget: PromiseStage]())
        for target in PromiseTarget.allCases {
            let name = target.rawValue
            sides[target] = PromiseSide(
                mark: try row("\(name)_mark"), due: try row.optional("\(name)_due"),
                soonAt: try row.optional("\(name)_soon"), seconds: try row.optional("\(name)_seconds"))
            told[target] = PromiseStage(rawValue: try row("\(name)_told")) ?? PromiseStage.none
        }
        (self.sides, self.told) = (sides, told)
    }

    /// As it stands at a moment.
    func standing(_ target: PromiseTarget, at now: Instant) -> PromiseStanding {
        let side = self[target]
        return PromiseStanding(side.mark, due: side.due, soonAt: side.soonAt, standsSince: standsSince, at: now)
    }

    func course(_ waits: [JobWaitSpan], _ time: WorkingTime) -> PromiseCourse {
        PromiseCourse(terms, ends, clock(waits, time))
    }

    func clock(_ waits: [JobWaitSpan], _ time: WorkingTime) -> PromiseClock {
        let stops = waits.filter { pauses.contains($0.reason) }.map { PromisePause(from: $0.from, to: $0.to) }
        return PromiseClock(start: startedAt, pauses: stops, time)
    }
}

/// What was promised of jobs, written with whatever moves their clocks.
package enum PromiseStore {
    /// In `job.due_at` for a job of which nothing comes due; see there.
    static let never = Instant(seconds: 253_402_300_799)
    /// A promise reaches so many days into what is known of days off; beyond it, each day is worked on as the week says.
    private static let reach = 400

    static func find(_ job: ID<Job>, _ tx: Transaction) throws -> PromiseRow? {
        try tx.row("\(PromiseRow.columns) WHERE p.job_id = \(job)").map(PromiseRow.init)
    }

    /// When the company works, as far as promises that began then are concerned.
    static func days(since start: Instant, _ clock: CompanyClock, _ tx: Transaction) -> ClosedRange<CalendarDay> {
        let (first, today) = (clock.day(of: start), clock.day(of: tx.now))
        return min(first, today)...max(first, today).adding(days: reach)
    }

    /// A job that came in: what is promised of it, by what holds now.
    static func begin(_ job: JobRow, in company: OpenCompany, _ tx: Transaction) throws {
        try write(job, PromiseEnds(), madeAt: tx.now, in: company, tx)
    }

    /// What it is about became another: it is promised what it would have been, had that been written down at once.
    static func correct(_ job: JobRow, in company: OpenCompany, _ tx: Transaction) throws {
        guard let row = try find(job.id, tx) else { return }
        try write(job, row.ends, madeAt: row.madeAt, told: row.told, in: company, tx)
    }

    /// A done job was done at another moment: that is what its promise is measured by.
    static func endPutRight(_ job: JobRow, at moment: Instant, in company: OpenCompany, _ tx: Transaction) throws {
        let counting = try PromiseCounting(job.id, since: job.receivedAt, company, tx)
        guard var ends = try counting.row?.ends else { return }
        if let first = ends.response, first == ends.completion { ends.response = moment }
        ends.completion = moment
        try counting.write(ends, tx)
    }

    /// - Parameter told: of what people were told; nil where they were told of nothing: what is over then is nobody's news.
    static func write(
        _ job: JobRow, _ ends: PromiseEnds, madeAt: Instant, told: [PromiseTarget: PromiseStage]? = nil,
        in company: OpenCompany, _ tx: Transaction
    ) throws {
        let contract = try company.fittings[JobSlots.contract].compactMap { try $0(job, company, tx) }.first
        let scope = try scope(of: job, isUnderContract: contract != nil, tx)
        let kept = try PromisePolicyStore.inForce(at: madeAt, tx)[scope]
        let policy = kept.policy.answering(inHours: contract?.responseHours)
        try tx.later(
            """
            INSERT INTO job_promise (job_id, policy_id, made_at, started_at, pauses, warn_minutes, response_minutes,
                completion_minutes, response_mark, completion_mark)
            VALUES (\(job.id), \(kept.id), \(madeAt), \(job.receivedAt), \(policy.pauses.text), \(policy.warnMinutes),
                \(policy.responseMinutes), \(policy.completionMinutes), 'open', 'open')
            ON CONFLICT (job_id) DO UPDATE SET policy_id = excluded.policy_id, pauses = excluded.pauses,
                warn_minutes = excluded.warn_minutes, response_minutes = excluded.response_minutes,
                completion_minutes = excluded.completion_minutes
            """)
        try PromiseCounting(job.id, since: job.receivedAt, company, tx).write(ends, told: told, tx)
    }

    private static func scope(of job: JobRow, isUnderContract: Bool, _ tx: Transaction) throws -> PromiseScope {
        let row = try tx.one(
            """
            SELECT c.is_capital, k.kind FROM city c, customer k WHERE c.id = \(job.city) AND k.id = \(job.customer)
            """)
        let isCapital: Bool = try row("is_capital")
        return PromiseScope(
            service: job.serviceType, city: job.city, cityClass: isCapital ? .capital : .other,
            customer: CustomerKind(rawValue: try row("kind")), isUnderContract: isUnderContract)
    }

    /// A wait has begun or ended.
    static func recount(_ job: ID<Job>, _ tx: Transaction) throws {
        guard let company = tx.host as? OpenCompany, let row = try find(job, tx) else { return }
        try PromiseCounting(job, since: row.startedAt, company, tx).write(row.ends, tx)
    }
}

/// What the clock of one job is counted from, asked for in the journey of the next question.
package struct PromiseCounting {
    private let job: ID<Job>
    private let company: OpenCompany
    private let found: Reply<PromiseRow?>
    private let waits: Reply<[JobWaitSpan]>
    private let time: () throws -> WorkingTime

    init(_ job: ID<Job>, since start: Instant, _ company: OpenCompany, _ tx: Transaction) throws {
        (self.job, self.company) = (job, company)
        found = try tx.ask("\(PromiseRow.columns) WHERE p.job_id = \(job)") { try $0.first.map(PromiseRow.init) }
        waits = try JobWaitingStore.askSpans(of: job, tx)
        time = try WorkDayStore.askTime(PromiseStore.days(since: start, company.clock, tx), company.clock, tx)
    }

    /// nil where nothing was promised of it: it was over before promises were kept.
    var row: PromiseRow? { get throws { try found.value() } }

    func write(_ ends: PromiseEnds, _ tx: Transaction) throws {
        guard let row = try row else { return }
        try write(ends, told: row.told, tx)
    }

    /// - Parameter told: nil for a promise that nobody was told of: what is over by now is nobody's news.
    func write(_ ends: PromiseEnds, told: [PromiseTarget: PromiseStage]?, _ tx: Transaction) throws {
        guard let row = try row else { return }
        let course = PromiseCourse(row.terms, ends, try row.clock(waits.value(), time()))
        let stages = told ?? Self.passed(course, tx)
        let alarm = row.tells.isEmpty ? nil : course.alarm(stages)
        var set: SQL = """
            response_at = \(ends.response), completion_at = \(ends.completion), over_at = \(ends.over),
            stands_since = \(course.standsSince), alarm_at = \(alarm)
            """
        for target in PromiseTarget.allCases {
            let (name, side) = (SQL(trusted: target.rawValue), course[target])
            set += """
                , \(name)_mark = \(side.mark), \(name)_due = \(side.due), \(name)_soon = \(side.soonAt),
                \(name)_seconds = \(side.seconds), \(name)_told = \(stages[target]?.rawValue ?? 0)
                """
        }
        try tx.later("UPDATE job_promise SET \(set) WHERE job_id = \(job)")
        try JobStore.setDue(job, at: course.dueAt ?? PromiseStore.never, tx)
        if let alarm { try RunStore.call(TellPromises.name, by: alarm, in: company, tx) }
    }

    private static func passed(_ course: PromiseCourse, _ tx: Transaction) -> [PromiseTarget: PromiseStage] {
        course.alarms([:], by: tx.now)
    }
}

/// A deed to a job, as far as it bears on the clock of its promise.
struct MovedPromise: Sendable {
    let job: JobRow
    let deed: JobDeed
    /// A visit is written down after its moment.
    let at: Instant
    /// It waited for something, and does no more.
    let waitsNoMore: Bool

    func count(_ known: PromiseCounting?, _ tx: Transaction) throws {
        guard isCounted, let company = tx.host as? OpenCompany else { return }
        let counting = try known ?? PromiseCounting(job.id, since: job.receivedAt, company, tx)
        guard var ends = try counting.row?.ends else { return }
        switch deed {
        case .accept, .admit: ends.response = ends.response ?? at
        case .finish:
            (ends.completion, ends.response) = (at, ends.response ?? at)
        case .cancel, .giveBack: ends.over = at
        case .offer, .decline, .withdraw, .expire, .schedule, .begin, .close: break
        }
        try counting.write(ends, tx)
    }

    private var isCounted: Bool {
        switch deed {
        case .accept, .admit, .finish, .cancel, .giveBack: true
        case .offer, .decline, .withdraw, .expire: waitsNoMore
        case .schedule, .begin, .close: false
        }
    }
}
