import Database
import Domain
import Ground

/// The figures of one month, from the rows that they are of.
package struct MonthFigures: Sendable {
    package struct Place: Hashable, Sendable {
        package let dimension: ReportDimension
        package let key: String
    }

    package private(set) var sums: [Place: ReportSums] = [:]

    fileprivate mutating func add(_ sums: ReportSums, _ dimension: ReportDimension, _ key: String) {
        self.sums[Place(dimension: dimension, key: key), default: ReportSums()] += sums
    }
}

package enum MonthFigureList {
    private static let ofEach = ReportDimension.allCases.filter(\.isOfEachJob)

    package static func read(
        _ days: ClosedRange<CalendarDay>, in company: OpenCompany, _ tx: Transaction
    ) throws -> MonthFigures {
        var figures = MonthFigures()
        let clock = company.clock
        try tx.forEach(statement(days, byEnd: false, clock)) { row in
            let sums = ReportSums(counts: try counts(row, byEnd: false))
            try add(sums, row, to: &figures)
        }
        let time = try WorkDayStore.time(
            days.lowerBound.adding(days: -WorkingTime.longestRest)...days.upperBound, clock, tx)
        let fitted = try fitted(days, clock, tx)
        try tx.forEach(statement(days, byEnd: true, clock)) { row in
            let sums = try ended(row, time)
            try add(sums, row, to: &figures)
            guard sums[.repairs] > 0 else { return }
            for (key, quantity) in fitted[try row("id")] ?? [:] {
                var share = sums
                share.parts = quantity
                figures.add(share, .part, key)
            }
        }
        return figures
    }

    private static func add(_ sums: ReportSums, _ row: Row, to figures: inout MonthFigures) throws {
        for dimension in ofEach { figures.add(sums, dimension, try row("key_\(dimension.rawValue)")) }
    }

    private static func ended(_ row: Row, _ time: WorkingTime) throws -> ReportSums {
        var sums = ReportSums(counts: try counts(row, byEnd: true), cost: try row("cost"))
        if sums[.repairs] > 0 { sums.parts = Int(try row("parts") as Int64) }
        if sums[.accepted] > 0 {
            let (offered, answered): (Instant, Instant) = (try row("offered_at"), try row("answered_at"))
            let (accepted, end): (Instant, Instant) = (try row("accepted_at"), try row("completed_at"))
            sums.acceptance.add(Int(time.seconds(from: offered, to: answered) / 60))
            sums.completion.add(Int((end.seconds - accepted.seconds) / 60))
        }
        return sums
    }

    private static func counts(_ row: Row, byEnd: Bool) throws -> [JobSet: Int] {
        try JobSet.allCases.filter { $0.isByEnd == byEnd }.reduce(into: [:]) { counts, set in
            let isOne: Int = try row("is_\(set.rawValue)")
            if isOne == 1 { counts[set] = 1 }
        }
    }

    /// A row for each job that was received, or that ended, in these days: what it counts as, under which keys.
    static func statement(_ days: ClosedRange<CalendarDay>, byEnd: Bool, _ clock: CompanyClock) -> SQL {
        var columns: SQL = "SELECT j.id"
        for dimension in ofEach {
            columns += ", \(JobSetList.key(dimension)) AS \(SQL(trusted: "key_\(dimension.rawValue)"))"
        }
        for set in JobSet.allCases where set.isByEnd == byEnd {
            columns +=
                ", CASE WHEN \(JobSetList.condition(set)) THEN 1 ELSE 0 END AS \(SQL(trusted: "is_\(set.rawValue)"))"
        }
        let within = JobSetList.within(days, byEnd: byEnd, clock)
        guard byEnd else { return "\(columns) FROM job j WHERE \(within)" }
        return """
            \(columns), \(JobSetList.cost) AS cost, \(JobSetList.parts) AS parts, j.accepted_at, j.completed_at,
                a.made_at AS offered_at, a.decided_at AS answered_at
            FROM job j LEFT JOIN assignment a ON a.job_id = j.id AND a.state = 'accepted' WHERE \(within)
            """
    }

    /// How many of which part each job took.
    private static func fitted(
        _ days: ClosedRange<CalendarDay>, _ clock: CompanyClock, _ tx: Transaction
    ) throws -> [ID<Job>: [String: Int]] {
        try tx.rows(
            """
            SELECT j.id, \(JobSetList.key(.part)) AS key, p.quantity
            FROM job j JOIN visit v ON v.job_id = j.id JOIN visit_part p ON p.visit_id = v.id
            WHERE \(JobSetList.within(days, byEnd: true, clock))
            """
        ).reduce(into: [:]) { all, row in
            all[try row("id"), default: [:]][try row("key"), default: 0] += try row("quantity")
        }
    }
}
