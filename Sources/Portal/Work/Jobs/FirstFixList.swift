import Database
import Domain

/// Which jobs of dealers were done by their first visit and stayed so.
package enum FirstFixList {
    /// The same service on the same machine within so many days after the end of a job is that job again.
    static let repeatDays = ReportPeriod.ripening

    /// Of a done job (alias `j`): its machine had the same service again soon after. The machine leads to its jobs; offered another
    /// index, an engine looks through all jobs of those days for each job.
    package static let isRepeated: SQL = """
        EXISTS (SELECT 1 FROM job r WHERE r.unit_id = j.unit_id AND r.id <> j.id AND r.state || '' <> 'cancelled'
            AND r.service_type || '' = j.service_type AND r.received_on + 0 >= j.completed_on
            AND r.received_on + 0 <= j.completed_on + \(literal: repeatDays))
        """

    /// Of a completed job (alias `j`): it took its dealer, or the company's own people, one visit at which somebody was at home, and
    /// was not done again.
    package static let isFixedAtOnce: SQL = """
        (SELECT count(*) FROM visit v WHERE v.job_id = j.id AND v.outcome <> 'not_home'
            AND (v.dealer_id = j.dealer_id OR j.dealer_id IS NULL)) = 1 AND NOT \(isRepeated)
        """

    /// Completed from the one day to before the other: how many, and how many of them at once. Of what ended less than
    /// `repeatDays` ago nobody knows yet whether it stays done.
    static func counts(
        _ dealers: [ID<Dealer>], from first: CalendarDay, before last: CalendarDay, _ tx: Transaction
    ) throws -> [ID<Dealer>: (jobs: Int, fixed: Int)] {
        try tx.rows(
            """
            SELECT j.dealer_id, count(*) AS jobs, sum(CASE WHEN \(isFixedAtOnce) THEN 1 ELSE 0 END) AS fixed
            FROM job j WHERE j.dealer_id IN (\(dealers)) AND j.completed_on >= \(first) AND j.completed_on < \(last)
                AND j.state IN ('done', 'closed') AND j.outcome = 'completed'
            GROUP BY j.dealer_id
            """
        ).reduce(into: [:]) { all, row in
            all[try row("dealer_id")] = (jobs: try row("jobs"), fixed: Int(try row("fixed") as Int64))
        }
    }
}
