import Database
import Domain
import Ground

/// What dealers' last three months say of them.
package enum FigureStore {
    /// Fewer offers, jobs or answers say nothing of a dealer.
    private static let least = 5
    static let days = 90

    /// The dealers after this one, in the order in which they are counted.
    static func dealers(after last: ID<Dealer>?, limit: Int, _ tx: Transaction) throws -> [ID<Dealer>] {
        try tx.list("SELECT id FROM dealer WHERE id > \(last?.value ?? 0) ORDER BY id LIMIT \(literal: limit)")
    }

    /// All of them, for a company whose work was written down at once.
    package static func countAll(in company: OpenCompany, _ tx: Transaction) throws {
        try count(dealers(after: nil, limit: 10_000, tx), in: company, tx)
    }

    /// Counts these dealers anew.
    static func count(_ dealers: [ID<Dealer>], in company: OpenCompany, _ tx: Transaction) throws {
        let clock = company.clock
        let today = clock.day(of: tx.now)
        let since = today.adding(days: -days)
        let (month, time) = (clock.firstOfMonth(today), try WorkDayStore.time(since...today, clock, tx))
        let (accepted, finished) = (try accepted(dealers, since, tx), try finished(dealers, since, tx))
        let (repeats, scores) = (try repeats(dealers, since, tx), try scores(dealers, since, tx))
        let fixed = try firstFixes(dealers, today, tx)
        let done = try done(dealers, since, tx)
        let got = try got(dealers, month, before: today, tx)
        for dealer in dealers {
            let answers = (accepted[dealer] ?? []).map { Int(time.seconds(from: $0.from, to: $0.to) / 60) }
            let ends = (finished[dealer] ?? []).map { Int(($0.to.seconds - $0.from.seconds) / 60) }
            try put(
                dealer,
                TrackRecord(
                    acceptMinutes: middle(answers), finishMinutes: middle(ends), repeatPermille: repeats[dealer],
                    surveyPermille: scores[dealer], monthJobs: got[dealer] ?? 0, firstFixPermille: fixed[dealer]),
                done: done[dealer] ?? 0, month, tx)
        }
    }

    private static func middle(_ values: [Int]) -> Int? { values.count < least ? nil : TrackRecord.middle(values) }

    private typealias Spans = [ID<Dealer>: [(from: Instant, to: Instant)]]

    private static func spans(_ rows: [Row]) throws -> Spans {
        try rows.reduce(into: [:]) { all, row in
            all[try row("dealer_id"), default: []].append((from: try row("begun_at"), to: try row("ended_at")))
        }
    }

    private static func accepted(_ dealers: [ID<Dealer>], _ since: CalendarDay, _ tx: Transaction) throws -> Spans {
        try spans(
            tx.rows(
                """
                SELECT dealer_id, made_at AS begun_at, decided_at AS ended_at FROM assignment
                WHERE dealer_id IN (\(dealers)) AND made_on >= \(since) AND state = 'accepted' AND decided_at IS NOT NULL
                """))
    }

    private static func finished(_ dealers: [ID<Dealer>], _ since: CalendarDay, _ tx: Transaction) throws -> Spans {
        try spans(
            tx.rows(
                """
                SELECT dealer_id, accepted_at AS begun_at, completed_at AS ended_at FROM job
                WHERE dealer_id IN (\(dealers)) AND completed_on >= \(since) AND state IN ('done', 'closed')
                    AND accepted_at IS NOT NULL
                """))
    }

    private static func repeats(
        _ dealers: [ID<Dealer>], _ since: CalendarDay, _ tx: Transaction
    ) throws -> [ID<Dealer>: Int] {
        let rows = try tx.rows(
            """
            SELECT j.dealer_id, count(*) AS jobs, sum(CASE WHEN \(FirstFixList.isRepeated) THEN 1 ELSE 0 END) AS repeated
            FROM job j WHERE j.dealer_id IN (\(dealers)) AND j.completed_on >= \(since) AND j.state IN ('done', 'closed')
            GROUP BY j.dealer_id
            """)
        return try permille(rows) { jobs, row in Int(try row("repeated") as Int64) * 1000 / jobs }
    }

    /// Of jobs that ended so long ago that they stayed done or did not.
    private static func firstFixes(
        _ dealers: [ID<Dealer>], _ today: CalendarDay, _ tx: Transaction
    ) throws -> [ID<Dealer>: Int] {
        let last = today.adding(days: -FirstFixList.repeatDays)
        return try FirstFixList.counts(dealers, from: last.adding(days: -days), before: last, tx)
            .filter { $0.value.jobs >= least }.mapValues { $0.fixed * 1000 / $0.jobs }
    }

    /// Customers give one to five, kept in tenths.
    private static func scores(
        _ dealers: [ID<Dealer>], _ since: CalendarDay, _ tx: Transaction
    ) throws -> [ID<Dealer>: Int] {
        let rows = try tx.rows(
            """
            SELECT j.dealer_id, count(*) AS jobs, sum(s.score) AS tenths
            FROM job j JOIN survey_score s ON s.job_id = j.id
            WHERE j.dealer_id IN (\(dealers)) AND j.completed_on >= \(since) GROUP BY j.dealer_id
            """)
        return try permille(rows) { jobs, row in (Int(try row("tenths") as Int64) - 10 * jobs) * 1000 / (40 * jobs) }
    }

    private static func permille(
        _ rows: [Row], _ value: (Int, Row) throws -> Int
    ) throws -> [ID<Dealer>: Int] {
        try rows.reduce(into: [:]) { all, row in
            let jobs: Int = try row("jobs")
            if jobs >= least { all[try row("dealer_id")] = try value(jobs, row) }
        }
    }

    private static func done(
        _ dealers: [ID<Dealer>], _ since: CalendarDay, _ tx: Transaction
    ) throws -> [ID<Dealer>: Int] {
        try tx.rows(
            """
            SELECT dealer_id, count(*) AS jobs FROM job
            WHERE dealer_id IN (\(dealers)) AND completed_on >= \(since) AND state IN ('done', 'closed')
            GROUP BY dealer_id
            """
        ).reduce(into: [:]) { all, row in all[try row("dealer_id")] = try row("jobs") }
    }

    private static func got(
        _ dealers: [ID<Dealer>], _ month: CalendarDay, before today: CalendarDay, _ tx: Transaction
    ) throws -> [ID<Dealer>: Int] {
        try tx.rows(
            """
            SELECT dealer_id, count(*) AS jobs FROM assignment
            WHERE dealer_id IN (\(dealers)) AND made_on >= \(month) AND made_on < \(today)
                AND state IN ('offered', 'accepted') GROUP BY dealer_id
            """
        ).reduce(into: [:]) { all, row in all[try row("dealer_id")] = try row("jobs") }
    }

    private static func put(
        _ dealer: ID<Dealer>, _ record: TrackRecord, done: Int, _ month: CalendarDay, _ tx: Transaction
    ) throws {
        try tx.later(
            """
            INSERT INTO dealer_figure (dealer_id, counted_at, accept_minutes, finish_minutes, repeat_permille,
                                       first_fix_permille, survey_permille, month_from, month_jobs, done_jobs)
            VALUES (\(dealer), \(tx.now), \(record.acceptMinutes), \(record.finishMinutes), \(record.repeatPermille),
                    \(record.firstFixPermille), \(record.surveyPermille), \(month), \(record.monthJobs ?? 0), \(done))
            ON CONFLICT (dealer_id) DO UPDATE SET counted_at = excluded.counted_at,
                accept_minutes = excluded.accept_minutes, finish_minutes = excluded.finish_minutes,
                repeat_permille = excluded.repeat_permille, first_fix_permille = excluded.first_fix_permille, survey_permille = excluded.survey_permille,
                month_from = excluded.month_from, month_jobs = excluded.month_jobs, done_jobs = excluded.done_jobs
            """)
    }
}

extension CompanyClock {
    /// Of the month in which the day lies, in the company's calendar.
    func firstOfMonth(_ day: CalendarDay) -> CalendarDay {
        let (year, month) = calendar.month(of: day)
        return calendar.days(ofMonth: year, month).lowerBound
    }
}

/// Once a day: what dealers' last jobs say of them.
package struct CountFigures: RunKind {
    package let name = "dealer_figures"
    package let every: Int64? = 86_400

    package init() {}

    package func open(_: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork {
        Work(company: company)
    }

    private struct Work: RunWork {
        /// Dealers in one step.
        private static let together = 50
        let company: OpenCompany
        var done = 0

        mutating func next(after step: String) async throws -> RunStep {
            let (last, company) = (ID<Dealer>(step), company)
            let dealers = try await company.read { try FigureStore.dealers(after: last, limit: Self.together, $0) }
            guard let reached = dealers.last else { return .end { _ in } }
            done += dealers.count
            let progress = RunProgress(reached.description, done: done)
            return .write { tx in
                try FigureStore.count(dealers, in: company, tx)
                return progress
            }
        }
    }
}
