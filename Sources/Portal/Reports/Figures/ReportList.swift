import Database
import Domain
import Ground

/// What is kept of some months, added up.
package enum ReportList {
    /// By the keys of a dimension.
    package static func sums(
        of dimension: ReportDimension, in months: [ReportPeriod], _ tx: Transaction
    ) throws -> [String: ReportSums] {
        var all: [String: ReportSums] = [:]
        try tx.forEach(statement(dimension, months)) { row in
            all[try row("code"), default: ReportSums()] += try sums(row)
        }
        return all
    }

    /// By month and key.
    static func series(
        of dimension: ReportDimension, in months: [ReportPeriod], _ tx: Transaction
    ) throws -> [CalendarDay: [String: ReportSums]] {
        var all: [CalendarDay: [String: ReportSums]] = [:]
        try tx.forEach(statement(dimension, months)) { row in
            all[try row("month_from"), default: [:]][try row("code")] = try sums(row)
        }
        return all
    }

    static func statement(_ dimension: ReportDimension, _ months: [ReportPeriod]) -> SQL {
        """
        SELECT month_from, code, \(ReportStore.columns) FROM report_figure
        WHERE dimension = \(dimension.rawValue) AND month_from IN (\(months.map(\.days.lowerBound)))
        """
    }

    /// The moment as of which all of these months are known that are; nil where none is.
    static func builtAt(_ months: [ReportPeriod], _ tx: Transaction) throws -> Instant? {
        try tx.value(
            "SELECT min(built_at) FROM report_month WHERE month_from IN (\(months.map(\.days.lowerBound)))")
    }

    private static func sums(_ row: Row) throws -> ReportSums {
        var sums = ReportSums(
            counts: try JobSet.allCases.reduce(into: [:]) { $0[$1] = try row($1.rawValue) }, cost: try row("cost"),
            parts: try row("parts"))
        sums.acceptance = SpanCounts(text: try row("acceptance"))
        sums.completion = SpanCounts(text: try row("completion"))
        return sums
    }
}

/// What the doctor asks of reports.
package enum ReportDoctorList {
    /// Under whatever jobs are told apart, each is under one key, so each dimension's sums are those of all.
    package static func problems(_ tx: Transaction) throws -> [Complaint] {
        let columns = JobSet.allCases.map(\.rawValue) + ["cost", "parts"]
        let sums = SQL(trusted: columns.map { "sum(\($0)) AS \($0)" }.joined(separator: ", "))
        var months: [CalendarDay: [ReportDimension: [Int64]]] = [:]
        for row in try tx.rows(
            "SELECT month_from, dimension, \(sums) FROM report_figure GROUP BY month_from, dimension")
        {
            guard let dimension = ReportDimension(rawValue: try row("dimension")) else { continue }
            months[try row("month_from"), default: [:]][dimension] = try columns.map { try row($0) }
        }
        return months.sorted { $0.key < $1.key }.flatMap { month, dimensions in
            let whole = dimensions[.all] ?? columns.map { _ in 0 }
            let broken = ReportDimension.allCases.filter { dimension in
                let own = dimensions[dimension] ?? columns.map { _ in 0 }
                return dimension.isOfEachJob ? own != whole : own.last != whole.last
            }
            return broken.map { Complaint("doctor.report", CalendarSystem.gregorian.text(month), $0.rawValue) }
        }
    }
}
