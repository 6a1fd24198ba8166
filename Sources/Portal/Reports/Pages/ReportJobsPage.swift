import Domain
import Ground
import Web
import Work

/// The jobs that a figure counts.
struct ReportJobsPage: Page {
    static let template = "reports/jobs"
    let titleKey = "reports.jobs"
    let overview: String
    let back: String?
    let title: String
    let definition: String
    let notes: [String]
    let files: [FileLink]
    let lines: [JobLine]
    let hasLines: Bool
    let pager: Pager
    let empty: EmptyNote?

    /// - Parameters:
    ///   - figure: how many there were when the figures were counted last.
    ///   - name: of the key that the list is narrowed to.
    init(
        _ slice: Slice<JobLine, CountedJobList.Key>, count: Int, figure: Int, builtAt: Instant?, name: String,
        _ filter: ReportJobFilter, _ context: CompanyContext
    ) {
        let (reader, paths) = (context.reader, context.paths)
        overview = ReportPlace.overview(filter.period, paths)
        let isWhole = filter.dimension == .all
        back =
            isWhole
            ? nil
            : Address.of(
                paths(ReportRoutes.by), [("by", filter.dimension.rawValue), ("period", filter.period.text)])
        let parts = [reader.words("reports.set.\(filter.set.rawValue)"), reader.period(filter.period)]
        title = (parts + (isWhole ? [] : [name.isolated])).joined(separator: " · ")
        definition = reader.words("reports.set.\(filter.set.rawValue).text")
        notes = [
            reader.words("reports.jobs.count", reader.bounded(count)),
            builtAt.map { reader.words("reports.jobs.figure", reader.number(figure), reader.dateTime($0)) },
        ].compactMap(\.self)
        files = context.files(of: filter, at: paths(ReportJobRoutes.export))
        lines = slice.lines
        hasLines = !lines.isEmpty
        pager = Pager(slice, of: filter, at: paths(ReportJobRoutes.list))
        empty =
            hasLines
            ? nil : EmptyNote(title: reader.words("reports.jobs.none"), text: reader.words("reports.jobs.none.text"))
    }
}
