import Database
import Domain
import Ground
import Web

/// On the first page of whoever reads reports: how this month goes beside the last one and the same of last year.
struct MonthCard: Sendable {
    private static let measures: [Measure] = [.received, .done, .completion, .firstTime, .satisfied, .jobCost]

    let title: String
    let asOf: String?
    let href: String
    let tiles: [ReportsPage.Tile]

    /// nil for those who read no reports, and where nothing was counted yet.
    static func card(_ context: CompanyContext, _ tx: Transaction) throws -> PageCard? {
        guard context.may(ReportRoutes.page) else { return nil }
        let month = ReportPeriod(.month, of: context.today, context.reader.clock.calendar)
        let course = try ReportCourse(month, tx)
        guard course.builtAt != nil else { return nil }
        return PageCard("reports/_month", at: .main, MonthCard(course, context))
    }

    private init(_ course: ReportCourse, _ context: CompanyContext) {
        title = context.words("reports.home", context.reader.period(course.period))
        asOf = ReportNotes(course.period, builtAt: course.builtAt, context).asOf
        href = context.paths(ReportRoutes.page)
        tiles = Self.measures.map { ReportsPage.Tile($0, course, context) }
    }
}
