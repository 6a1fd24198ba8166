import Base
import Database
import Domain
import Ground

/// A job that has ended and of which nobody has decided yet whether its customer is called.
struct SurveyCandidate: Sendable {
    let job: ID<Job>
    let number: String
    let completedAt: Instant
    let completedOn: CalendarDay
    let customer: ID<Customer>
    let mobile: String
    let dealer: ID<Dealer>
    let serviceType: String
    let group: ID<ProductGroup>
    let city: ID<City>
    let grade: String
    /// Jobs that the dealer has done before it; counted up to what a rule may ask.
    let earlier: Int

    init(_ row: Row) throws {
        (job, number) = (try row("id"), try row("number"))
        (completedAt, completedOn) = (try row("completed_at"), try row("completed_on"))
        (customer, mobile, dealer) = (try row("customer_id"), try row("mobile"), try row("dealer_id"))
        (serviceType, group, city) = (try row("service_type"), try row("group_id"), try row("city_id"))
        (grade, earlier) = (try row("grade"), try row("earlier"))
    }
}

/// Where the walk through ended jobs stands: by the moment of their end.
struct SurveyMark: Equatable, Sendable, CustomStringConvertible {
    let at: Instant
    let number: String

    init(_ at: Instant, _ number: String = "") { (self.at, self.number) = (at, number) }

    init?(_ text: String) {
        let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let seconds = Int64(parts[0]) else { return nil }
        (at, number) = (Instant(seconds: seconds), String(parts[1]))
    }

    var description: String { "\(at.seconds) \(number)" }
}

/// Which jobs somebody calls about: one row for each job, whatever becomes of it, so that a walk may be done again.
package enum SurveyChoiceStore {
    static let together = 500
    private static let aDay: Int64 = 86_400

    /// The jobs that ended between, after the mark, the oldest first. The state is asked for so that no index by it is tempting: the
    /// engine goes on along the moments of their end.
    static func candidates(after mark: SurveyMark, until last: Instant, limit: Int) -> SQL {
        """
        \(columns) WHERE (j.completed_at, j.number) > (\(mark.at), \(mark.number)) AND j.completed_at <= \(last) \(suits)
        ORDER BY j.completed_at, j.number LIMIT \(literal: limit)
        """
    }

    /// One of them.
    static func candidate(_ job: ID<Job>) -> SQL { "\(columns) WHERE j.id = \(job) \(suits)" }

    /// Asked of the few jobs of one step alone, and no further than a rule can ask.
    private static let earlier: SQL = """
        CASE WHEN EXISTS (SELECT 1 FROM survey_rule r WHERE r.first_jobs IS NOT NULL AND r.is_retired = 0) THEN
            (SELECT count(*) FROM (SELECT 1 AS one FROM job o WHERE o.dealer_id = j.dealer_id AND o.outcome = 'completed'
             AND (o.completed_on, o.id) < (j.completed_on, j.id) LIMIT \(literal: SurveyRuleFacts.firstJobs.upperBound)) x)
        ELSE 0 END
        """

    private static let columns: SQL = """
        SELECT j.id, j.number, j.completed_at, j.completed_on, j.customer_id, j.dealer_id, j.service_type, j.group_id,
               j.city_id, k.mobile, d.grade, \(earlier) AS earlier
        FROM job j JOIN customer k ON k.id = j.customer_id JOIN dealer d ON d.id = j.dealer_id
        """

    private static let suits: SQL = """
        AND CASE WHEN j.state IN ('done', 'closed') THEN 1 ELSE 0 END = 1 AND j.outcome = 'completed' AND j.dealer_id IS NOT NULL
            AND k.erased_at IS NULL AND NOT EXISTS (SELECT 1 FROM survey s WHERE s.job_id = j.id)
        """

    /// All that ended in the days in which somebody may be called now.
    package static func decideAll(in company: OpenCompany, _ tx: Transaction) throws {
        let settings = try SurveySettings(tx)
        let last = tx.now.adding(seconds: -Int64(settings.afterDays) * aDay)
        var mark = SurveyMark(tx.now.adding(seconds: -Int64(settings.untilDays) * aDay))
        while let reached = try decide(after: mark, until: last, in: company, tx) { mark = reached.mark }
    }

    /// - Returns: where the walk stands then; nil where there was none.
    static func decide(
        after mark: SurveyMark, until last: Instant, in company: OpenCompany, _ tx: Transaction
    ) throws -> (mark: SurveyMark, count: Int)? {
        let jobs = try tx.rows(candidates(after: mark, until: last, limit: together)).map(SurveyCandidate.init)
        guard let end = jobs.last else { return nil }
        let rules = try SurveyRules(for: jobs, in: company, tx)
        let chosen = jobs.compactMap { job in rules.rule(for: job).map { (job, $0) } }
        var state = try Standing(of: chosen.map(\.0), in: company, tx)
        try add(
            chosen.map { job, rule in
                let omission = state.omission(of: job, rule.facts.sample)
                return row(job, rule.id, omission, state, tx)
            }, tx)
        return (SurveyMark(end.completedAt, end.number), jobs.count)
    }

    /// One of whom nobody has decided yet, without that anybody is left out.
    /// - Returns: false where no rule is for it.
    static func add(_ job: SurveyCandidate, in company: OpenCompany, _ tx: Transaction) throws -> Bool {
        guard let rule = try SurveyRules(for: [job], in: company, tx).rule(for: job) else { return false }
        try add([row(job, rule.id, nil, Standing(of: [job], in: company, tx), tx)], tx)
        return true
    }

    private static func row(
        _ job: SurveyCandidate, _ rule: ID<SurveyRule>, _ omission: SurveyOmission?, _ standing: Standing,
        _ tx: Transaction
    ) -> SQL {
        """
        (\(job.job), \(job.customer), \(job.dealer), \(rule), \(job.completedOn), \(standing.month(of: job).text),
         \(omission == nil ? SurveyState.waiting : .out), \(omission), \(tx.now), \(standing.callAt),
         \(job.completedAt.adding(seconds: Int64(standing.settings.untilDays) * aDay)))
        """
    }

    /// A job of whom it was decided meanwhile stays as it is.
    private static func add(_ rows: [SQL], _ tx: Transaction) throws {
        guard let first = rows.first else { return }
        let values = rows.dropFirst().reduce(first) { $0 + ", " + $1 }
        try tx.execute(
            """
            INSERT INTO survey (job_id, customer_id, dealer_id, rule_id, completed_on, month, state, omission, made_at,
                                call_at, until_at)
            VALUES \(values) ON CONFLICT (job_id) DO NOTHING
            """)
    }

    /// Those whose days are over without that anybody was reached.
    static func overdue(limit: Int, _ tx: Transaction) throws -> [ID<Survey>] {
        try tx.list(
            """
            SELECT id FROM survey WHERE state = 'waiting' AND until_at <= \(tx.now) AND call_at <= \(tx.now)
            ORDER BY until_at, id LIMIT \(literal: limit)
            """)
    }

    static func expire(_ ids: [ID<Survey>], _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE survey SET state = 'expired', holder_id = NULL, ended_at = \(tx.now), version = version + 1
            WHERE id IN (\(ids)) AND state = 'waiting' AND call_at <= \(tx.now)
            """)
    }

    /// What is known of the customers and dealers of some jobs, and what is decided of them one after the other.
    private struct Standing {
        private struct Place: Hashable {
            let dealer: ID<Dealer>
            let month: String
        }

        let settings: SurveySettings
        let callAt: Instant
        private let calendar: CalendarSystem
        private let refused: Set<String>
        private let complaining: Set<ID<Customer>>
        private var rested: Set<ID<Customer>>
        private var tallies: [Place: (seen: Int, taken: Int)]

        init(of jobs: [SurveyCandidate], in company: OpenCompany, _ tx: Transaction) throws {
            settings = try SurveySettings(tx)
            callAt = try SurveyMoments(settings.pace, company.clock).open(at: tx.now)
            calendar = company.clock.books
            let customers = Array(Set(jobs.map(\.customer))).sorted()
            let numbers = Array(Set(jobs.map(\.mobile))).sorted()
            refused = Set(
                try tx.list("SELECT number FROM survey_refusal WHERE number IN (\(numbers))", as: String.self))
            complaining = try company.fittings[SurveySlots.complaining].reduce(into: []) {
                $0.formUnion(try $1(customers, tx))
            }
            let since = tx.now.adding(seconds: -Int64(settings.restMonths) * 30 * aDay)
            rested = Set(
                try tx.list(
                    """
                    SELECT customer_id FROM survey WHERE customer_id IN (\(customers)) AND state <> 'out'
                        AND (made_at > \(since) OR state = 'waiting')
                    """, as: ID<Customer>.self))
            let dealers = Array(Set(jobs.map(\.dealer))).sorted()
            let months = Array(Set(jobs.map { Period(of: $0.completedOn, in: company.clock.books).text })).sorted()
            tallies = try tx.rows(
                """
                SELECT dealer_id, month, count(*) AS seen, sum(CASE WHEN omission IS NULL THEN 1 ELSE 0 END) AS taken
                FROM survey WHERE dealer_id IN (\(dealers)) AND month IN (\(months))
                    AND (omission IS NULL OR omission = 'sampled')
                GROUP BY dealer_id, month
                """
            ).reduce(into: [:]) { all, row in
                all[Place(dealer: try row("dealer_id"), month: try row("month"))] = (try row("seen"), try row("taken"))
            }
        }

        func month(of job: SurveyCandidate) -> Period { Period(of: job.completedOn, in: calendar) }

        mutating func omission(of job: SurveyCandidate, _ sample: SurveySample) -> SurveyOmission? {
            let place = Place(dealer: job.dealer, month: month(of: job).text)
            let tally = tallies[place] ?? (0, 0)
            let omission = SurveyVerdict(
                hasRefused: refused.contains(job.mobile), complains: complaining.contains(job.customer),
                isRested: rested.contains(job.customer), isTaken: sample.takes(seen: tally.seen, taken: tally.taken)
            ).omission
            if omission == nil || omission == .sampled {
                tallies[place] = (tally.seen + 1, tally.taken + (omission == nil ? 1 : 0))
            }
            if omission == nil { rested.insert(job.customer) }
            return omission
        }
    }
}
