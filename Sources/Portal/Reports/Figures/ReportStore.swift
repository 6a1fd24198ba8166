import Database
import Domain
import Ground

/// Keeps the figures of each month.
package enum ReportStore {
    private static let together = 100

    /// All months, for a company whose work was written down at once.
    package static func buildAll(in company: OpenCompany, _ tx: Transaction) throws {
        for month in try months(in: company, tx) {
            try replace(month, try MonthFigureList.read(month.days, in: company, tx), tx)
        }
        try BatchStore.replace(BatchStore.read(in: company, tx), tx)
    }

    /// From that of the first job to this one, the newest first.
    static func months(in company: OpenCompany, _ tx: Transaction) throws -> [ReportPeriod] {
        let clock = company.clock
        let last = ReportPeriod(.month, of: clock.day(of: tx.now), clock.calendar)
        guard let first: CalendarDay = try tx.value("SELECT min(received_on) FROM job") else { return [] }
        var months = [last]
        while let month = months.last, month.days.lowerBound > first { months.append(month.before) }
        return months
    }

    static func replace(_ month: ReportPeriod, _ figures: MonthFigures, _ tx: Transaction) throws {
        let from = month.days.lowerBound
        try tx.later("DELETE FROM report_figure WHERE month_from = \(from)")
        try tx.later(
            """
            INSERT INTO report_month (month_from, built_at) VALUES (\(from), \(tx.now))
            ON CONFLICT (month_from) DO UPDATE SET built_at = excluded.built_at
            """)
        let all = figures.sums.sorted {
            ($0.key.dimension.rawValue, $0.key.key) < ($1.key.dimension.rawValue, $1.key.key)
        }
        for start in stride(from: 0, to: all.count, by: together) {
            var rows: SQL = "INSERT INTO report_figure (month_from, dimension, code, \(columns)) VALUES"
            for (index, line) in all[start..<min(start + together, all.count)].enumerated() {
                if index > 0 { rows += "," }
                rows += "(\(from), \(line.key.dimension.rawValue), \(line.key.key), \(values(line.value)))"
            }
            try tx.later(rows)
        }
    }

    /// Months of another calendar, and of jobs that are no more.
    static func drop(allBut months: [ReportPeriod], _ tx: Transaction) throws {
        let kept = months.map(\.days.lowerBound)
        for table in ["report_figure", "report_month"] {
            try tx.execute("DELETE FROM \(SQL(trusted: table)) WHERE NOT (month_from IN (\(kept)))")
        }
    }

    static let columns: SQL = SQL(
        trusted: (JobSet.allCases.map(\.rawValue) + ["cost", "parts", "acceptance", "completion"])
            .joined(separator: ", "))

    private static func values(_ sums: ReportSums) -> SQL {
        var values = JobSet.allCases.dropFirst().reduce("\(sums[.received])" as SQL) { $0 + ", \(sums[$1])" }
        values += ", \(sums.cost), \(sums.parts), \(sums.acceptance.text), \(sums.completion.text)"
        return values
    }
}
