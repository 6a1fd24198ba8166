import Database
import Domain
import Ground

/// A job that a figure of a scorecard counts.
struct ScoredJob: Sendable {
    let number: String
    let day: CalendarDay
    let service: String
    /// Minutes, 1 or 0, tenths of a point.
    let value: Int
}

/// What a dealer's scorecard counts, job by job: by the same rules as `FigureStore`, so that a figure is what its list comes to.
enum ScoreList {
    private static let most = 2_000

    /// The days of which the jobs are counted.
    static func days(_ figure: ScoreFigure, today: CalendarDay) -> Range<CalendarDay> {
        // Of what ended less than a month ago nobody knows yet whether it stays done.
        let end = figure == .firstFix ? today.adding(days: -FirstFixList.repeatDays) : today.adding(days: 1)
        let start = (figure == .firstFix ? end : today).adding(days: -FigureStore.days)
        return start..<end
    }

    static func jobs(
        _ figure: ScoreFigure, of dealer: ID<Dealer>, today: CalendarDay, _ clock: CompanyClock, _ tx: Transaction
    ) throws -> [ScoredJob] {
        let days = days(figure, today: today)
        let rows = try tx.rows("\(statement(figure, of: dealer, days)) LIMIT \(literal: most)")
        let time = try WorkDayStore.time(days.lowerBound...days.upperBound, clock, tx)
        return try rows.map { row in
            let value: Int
            switch figure {
            case .accepted: value = Int(time.seconds(from: try row("begun_at"), to: try row("ended_at")) / 60)
            case .finished:
                let (from, to): (Instant, Instant) = (try row("begun_at"), try row("ended_at"))
                value = Int((to.seconds - from.seconds) / 60)
            case .firstFix, .repeats, .survey, .done: value = Int(try row("value") as Int64)
            }
            return ScoredJob(
                number: try row("number"), day: try row("day"), service: try row("service_type"), value: value)
        }
    }

    private static func statement(_ figure: ScoreFigure, of dealer: ID<Dealer>, _ days: Range<CalendarDay>) -> SQL {
        switch figure {
        case .accepted:
            """
            SELECT j.number, a.made_on AS day, j.service_type, a.made_at AS begun_at, a.decided_at AS ended_at
            FROM assignment a JOIN job j ON j.id = a.job_id
            WHERE a.dealer_id = \(dealer) AND a.made_on >= \(days.lowerBound) AND a.state = 'accepted'
              AND a.decided_at IS NOT NULL ORDER BY a.made_on DESC, a.id DESC
            """
        case .finished:
            done("j.accepted_at AS begun_at, j.completed_at AS ended_at", "j.accepted_at IS NOT NULL", dealer, days)
        case .firstFix:
            done(
                "CASE WHEN \(FirstFixList.isFixedAtOnce) THEN 1 ELSE 0 END AS value", "j.outcome = 'completed'", dealer,
                days)
        case .repeats: done("CASE WHEN \(FirstFixList.isRepeated) THEN 1 ELSE 0 END AS value", "1 = 1", dealer, days)
        case .done: done("1 AS value", "1 = 1", dealer, days)
        case .survey:
            """
            SELECT j.number, j.completed_on AS day, j.service_type, s.score AS value
            FROM job j JOIN survey_score s ON s.job_id = j.id
            WHERE j.dealer_id = \(dealer) AND j.completed_on >= \(days.lowerBound)
            ORDER BY j.completed_on DESC, j.id DESC
            """
        }
    }

    /// Of the jobs that ended in these days.
    private static func done(_ value: SQL, _ condition: SQL, _ dealer: ID<Dealer>, _ days: Range<CalendarDay>) -> SQL {
        """
        SELECT j.number, j.completed_on AS day, j.service_type, \(value) FROM job j
        WHERE j.dealer_id = \(dealer) AND j.completed_on >= \(days.lowerBound) AND j.completed_on < \(days.upperBound)
          AND j.state IN ('done', 'closed') AND \(condition) ORDER BY j.completed_on DESC, j.id DESC
        """
    }

    /// What the last count says of the other dealers of a grade, figure by figure; of whom too little is known is left out.
    static func peers(
        of dealer: ID<Dealer>, grade: String, _ tx: Transaction
    ) throws -> [ScoreFigure: [Int]] {
        let rows = try tx.rows(
            """
            SELECT f.accept_minutes, f.finish_minutes, f.first_fix_permille, f.repeat_permille, f.survey_permille,
                   f.done_jobs
            FROM dealer d JOIN dealer_figure f ON f.dealer_id = d.id
            WHERE d.grade = \(grade) AND d.id <> \(dealer) AND d.state = 'active'
            """)
        let columns: [(ScoreFigure, String)] = [
            (.accepted, "accept_minutes"), (.finished, "finish_minutes"), (.firstFix, "first_fix_permille"),
            (.repeats, "repeat_permille"), (.survey, "survey_permille"), (.done, "done_jobs"),
        ]
        return try columns.reduce(into: [:]) { all, column in
            let values: [Int] = try rows.compactMap { try $0.optional(column.1) }
            // Customers give one to five; of a thousand that is from 0 to 1,000.
            all[column.0] = column.0 == .survey ? values.map { 10 + $0 * 40 / 1_000 } : values
        }
    }
}
