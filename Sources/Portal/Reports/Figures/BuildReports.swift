import Domain
import Ground

/// Once a day, and when somebody asks for it: the figures of all months, the newest first. A step is a month.
package struct BuildReports: RunKind {
    package static let name = "reports"
    package var name: String { Self.name }
    package let every: Int64? = 86_400

    package init() {}

    package func open(_: RunRow, in company: OpenCompany, _: Root) async throws -> any RunWork {
        Work(company: company)
    }

    private struct Work: RunWork {
        let company: OpenCompany

        /// - Parameter step: the month that was counted last.
        mutating func next(after step: String) async throws -> RunStep {
            let (company, last) = (company, ReportPeriod(step, company.clock.calendar))
            let months = try await company.read { try ReportStore.months(in: company, $0) }
            let place = last.flatMap { months.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
            guard place < months.count else {
                let batches = try await company.readAtLength { try BatchStore.read(in: company, $0) }
                return .end { tx in
                    try ReportStore.drop(allBut: months, tx)
                    try BatchStore.replace(batches, tx)
                    try RaiseAlarms.run(batches, in: company, tx)
                }
            }
            let month = months[place]
            let figures = try await company.readAtLength { try MonthFigureList.read(month.days, in: company, $0) }
            return .write { tx in
                try ReportStore.replace(month, figures, tx)
                return RunProgress(month.text, done: place + 1, of: months.count)
            }
        }
    }
}
