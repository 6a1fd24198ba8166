import Database
import Domain
import Ground
import Web

/// Which jobs, by what was promised of them.
package enum PromisePick: String, CaseIterable, Sendable {
    case overdue, soon, paused
    case responseKept = "response_kept"
    case responseMissed = "response_missed"
    case responseOpen = "response_open"
    case responseExempt = "response_exempt"
    case completionKept = "completion_kept"
    case completionMissed = "completion_missed"
    case completionOpen = "completion_open"
    case completionExempt = "completion_exempt"

    /// A figure of the report, and the jobs that it counts.
    init(_ target: PromiseTarget, _ figure: PromiseFigure) {
        self = PromisePick(rawValue: "\(target.rawValue)_\(figure.rawValue)")!
    }

    /// Those that the filter of a list offers; the others come from the report.
    static let offered = allCases.filter(\.narrowsMost)

    /// Whether few jobs are so, among all that there ever were.
    package var narrowsMost: Bool { self == .overdue || self == .soon || self == .paused }

    /// On job `j`. - Parameter indexed: false writes it so that no index of the jobs serves it; see `JobQuery`.
    package func condition(at now: Instant, indexed: Bool) -> SQL {
        let due: SQL = indexed ? "j.due_at" : "j.due_at + 0"
        switch self {
        case .overdue: return "\(due) < \(now)"
        case .soon: return "\(due) >= \(now) AND \(due) < \(PromiseStore.never) AND \(Self.promised(Self.isSoon(now)))"
        case .paused:
            return indexed
                ? "j.id IN (SELECT p.job_id FROM job_promise p WHERE p.stands_since IS NOT NULL)"
                : Self.promised("p.stands_since IS NOT NULL")
        default:
            let (target, figure) = report!
            return Self.promised(figure.condition(target, at: now))
        }
    }

    private static func promised(_ condition: SQL) -> SQL {
        "EXISTS (SELECT 1 FROM job_promise p WHERE p.job_id = j.id AND \(condition))"
    }

    private static func isSoon(_ now: Instant) -> SQL {
        """
        (p.response_mark = 'open' AND p.response_soon <= \(now) AND p.response_due >= \(now)
         OR p.completion_mark = 'open' AND p.completion_soon <= \(now) AND p.completion_due >= \(now))
        """
    }

    /// nil where it is no figure of the report.
    private var report: (PromiseTarget, PromiseFigure)? {
        for target in PromiseTarget.allCases {
            if let figure = PromiseFigure.allCases.first(where: { PromisePick(target, $0) == self }) {
                return (target, figure)
            }
        }
        return nil
    }
}

/// What the report counts of each promise.
enum PromiseFigure: String, CaseIterable, Sendable {
    case kept
    /// Open and late counts as missed.
    case missed
    case open, exempt

    /// On `job_promise p`.
    func condition(_ target: PromiseTarget, at now: Instant) -> SQL {
        let (mark, due) = (SQL(trusted: "p.\(target.rawValue)_mark"), SQL(trusted: "p.\(target.rawValue)_due"))
        return switch self {
        case .kept: "\(mark) = 'kept'"
        case .missed: "(\(mark) = 'missed' OR \(mark) = 'open' AND \(due) < \(now))"
        case .open: "\(mark) = 'open' AND (\(due) IS NULL OR \(due) >= \(now))"
        case .exempt: "\(mark) = 'exempt'"
        }
    }
}

enum PromiseList {
    /// Open jobs by their ids.
    static func open(after last: ID<Job>?, limit: Int, _ tx: Transaction) throws -> [ID<Job>] {
        try tx.list(
            """
            SELECT id FROM job WHERE id > \(last?.value ?? 0) AND state || '' IN (\(JobState.open))
            ORDER BY id LIMIT \(literal: limit)
            """)
    }

    /// When somebody took a job first; nil where nobody has.
    static func taken(_ job: ID<Job>, _ tx: Transaction) throws -> Instant? {
        try tx.value("SELECT min(at) FROM job_event WHERE job_id = \(job) AND kind IN ('accept', 'admit')")
    }

    /// How many jobs of each city are overdue, whoever has them: only those are read, by their index.
    static func overdue(_ tx: Transaction) throws -> [ID<City>: Int] {
        try tx.rows(overdue(at: tx.now)).reduce(into: [:]) { $0[try $1("city")] = try $1("jobs") }
    }

    /// Written so that no index of the cities leads through all jobs.
    static func overdue(at now: Instant) -> SQL {
        "SELECT city_id + 0 AS city, count(*) AS jobs FROM job WHERE due_at < \(now) GROUP BY city_id + 0"
    }
}

/// What must hold of promises: what is kept of an open job is what its clock says now.
package enum PromiseDoctorList {
    package static func problems(in company: OpenCompany, _ tx: Transaction) throws -> [Complaint] {
        try marks(tx) + lost(tx) + counted(in: company, tx)
    }

    /// What ended says of itself whether it was in time.
    private static func marks(_ tx: Transaction) throws -> [Complaint] {
        try PromiseTarget.allCases.flatMap { target in
            let name = SQL(trusted: "p.\(target.rawValue)")
            // What was done without having been taken was taken by that.
            let done: SQL = target == .response ? "coalesce(p.response_at, p.completion_at)" : "p.completion_at"
            return try tx.list(
                """
                SELECT j.number FROM job_promise p JOIN job j ON j.id = p.job_id
                WHERE \(name)_mark = 'kept' AND (\(done) IS NULL OR \(done) > \(name)_due)
                   OR \(name)_mark = 'missed' AND (\(name)_due IS NULL OR coalesce(\(done), p.over_at) <= \(name)_due)
                   OR \(name)_mark = 'open' AND \(done) IS NOT NULL
                ORDER BY j.number LIMIT 10
                """, as: String.self
            ).map { Complaint("doctor.promise_mark", $0) }
        }
    }

    /// Open jobs of which nothing is kept, but for those that a run is about to count.
    private static func lost(_ tx: Transaction) throws -> [Complaint] {
        guard try !isCounting(tx) else { return [] }
        return try tx.list(
            """
            SELECT j.number FROM job j WHERE j.state || '' IN (\(JobState.open))
                AND NOT EXISTS (SELECT 1 FROM job_promise p WHERE p.job_id = j.id) ORDER BY j.number LIMIT 10
            """, as: String.self
        ).map { Complaint("doctor.promise_lost", $0) }
    }

    private static func counted(in company: OpenCompany, _ tx: Transaction) throws -> [Complaint] {
        let rows = try tx.rows(
            "\(PromiseRow.columns) JOIN job j ON j.id = p.job_id WHERE j.state || '' IN (\(JobState.open)) ORDER BY p.job_id"
        ).map(PromiseRow.init)
        guard let first = rows.map(\.startedAt).min(), try !isCounting(tx) else { return [] }
        let time = try WorkDayStore.askTime(PromiseStore.days(since: first, company.clock, tx), company.clock, tx)()
        let (waits, dues) = (try JobWaitingStore.spans(of: rows.map(\.job), tx), try dues(tx))
        return rows.filter { row in
            let course = row.course(waits[row.job] ?? [], time)
            let isSame = PromiseTarget.allCases.allSatisfy { course[$0] == row[$0] }
            return !isSame || course.standsSince != row.standsSince
                || dues[row.job] != course.dueAt ?? PromiseStore.never
                || row.alarmAt != (row.tells.isEmpty ? nil : course.alarm(row.told))
        }.prefix(10).map { Complaint("doctor.promise", $0.job.description) }
    }

    private static func dues(_ tx: Transaction) throws -> [ID<Job>: Instant] {
        try tx.rows("SELECT id, due_at FROM job WHERE state || '' IN (\(JobState.open))")
            .reduce(into: [:]) { $0[try $1("id")] = try $1("due_at") as Instant }
    }

    private static func isCounting(_ tx: Transaction) throws -> Bool {
        try RunStore.last(RecountPromises.name, of: 0, tx)?.isOpen ?? false
    }
}
