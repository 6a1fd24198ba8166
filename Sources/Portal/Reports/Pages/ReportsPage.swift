import Database
import Domain
import Ground
import Web
import Work

/// A period beside the one before and the year before, and the months of the small pictures.
struct ReportCourse: Sendable {
    /// A year, and the same month of the one before.
    private static let length = 13

    let period: ReportPeriod
    let months: [ReportPeriod]
    let now: ReportSums
    let before: ReportSums
    let yearBefore: ReportSums
    /// Of each of the months.
    let sums: [ReportSums]
    let builtAt: Instant?

    init(_ period: ReportPeriod, _ tx: Transaction) throws {
        self.period = period
        let months = period.lastMonths(Self.length)
        self.months = months
        func sums(_ period: ReportPeriod) throws -> ReportSums {
            try ReportList.sums(of: .all, in: period.months, tx)[""] ?? ReportSums()
        }
        (now, before, yearBefore) = (try sums(period), try sums(period.before), try sums(period.yearBefore))
        let all = try ReportList.series(of: .all, in: months, tx)
        self.sums = months.map { all[$0.days.lowerBound]?[""] ?? ReportSums() }
        builtAt = try ReportList.builtAt(period.months, tx)
    }
}

/// What the first page of reports reads.
struct ReportFigures: Sendable {
    /// Days that an open job is at least old.
    static let ages = [0, 3, 7, 15, 30]

    let course: ReportCourse
    /// Of each of its months, the jobs of each kind of service.
    let services: [(name: String, sums: [ReportSums])]
    let backlog: [(age: Int, count: Int)]

    init(_ period: ReportPeriod, _ context: CompanyContext, _ tx: Transaction) throws {
        let course = try ReportCourse(period, tx)
        self.course = course
        let services = try ReportList.series(of: .service, in: course.months, tx)
        let keys = Set(services.values.flatMap(\.keys)).sorted()
        let names = try ReportNames(keys, .service, context, tx)
        self.services = keys.map { key in
            (name: names[key], sums: course.months.map { services[$0.days.lowerBound]?[key] ?? ReportSums() })
        }
        backlog = try Self.ages.map { age in
            (age, try ReportNameList.open(receivedBy: context.today.adding(days: -age), tx))
        }
    }
}

/// The figures of a period beside the one before and the year before, each leading to the jobs it is made of.
struct ReportsPage: Page {
    struct Tile: Sendable {
        let title: String
        let value: String
        let interval: String?
        let before: String
        let immature: String?
        let definition: String
        let href: String?
        let link: String
        let sparkline: Sparkline
    }

    struct Drawing: Sendable {
        let title: String
        let chart: Chart
    }

    static let template = "reports/overview"
    let titleKey = "reports.title"
    let action: String
    let period: Pick
    let dimensions: [Tab]
    let notes: [String]
    let warnings: String
    let rebuild: String?
    let hasFigures: Bool
    let tiles: [Tile]
    let drawings: [Drawing]
    let backlog: [Tab]
    let empty: EmptyNote?

    init(_ figures: ReportFigures, _ filter: ReportFilter, _ context: CompanyContext) {
        let (reader, paths) = (context.reader, context.paths)
        action = paths(ReportRoutes.page)
        period = .period(filter.period, context)
        dimensions = ReportDimension.chosen.map { dimension in
            let fields = [("by", dimension.rawValue), ("period", filter.period.text)]
            return Tab(
                href: Address.of(paths(ReportRoutes.by), fields), label: reader.name(of: dimension))
        }
        let said = ReportNotes(filter.period, builtAt: figures.course.builtAt, context)
        notes = [said.asOf, said.isRunning].compactMap(\.self)
        warnings = paths(WarningRoutes.page)
        rebuild = context.may(ReportRoutes.rebuild) ? paths(ReportRoutes.rebuild) : nil
        hasFigures = figures.course.builtAt != nil
        tiles = hasFigures ? Measure.allCases.map { Tile($0, figures.course, context) } : []
        drawings = hasFigures ? ReportDrawings(figures, context).all : []
        backlog = figures.backlog.map { age, count in
            Tab(
                href: Address.of(
                    paths(JobRoutes.list), [("state", JobFilter.Stage.open.text), ("age", age == 0 ? "" : String(age))]),
                label: age == 0 ? reader.words("reports.open") : reader.words("reports.open.since", reader.number(age)),
                count: reader.bounded(count))
        }
        empty =
            hasFigures
            ? nil : EmptyNote(title: reader.words("reports.empty"), text: reader.words("reports.empty.text"))
    }
}

extension ReportsPage.Tile {
    init(_ measure: Measure, _ course: ReportCourse, _ context: CompanyContext) {
        let (reader, currency, period) = (context.reader, context.company.currency, course.period)
        func shown(_ sums: ReportSums) -> String { reader.figure(measure.value(of: sums), of: measure, currency) }
        title = reader.name(of: measure)
        value = shown(course.now)
        interval = reader.interval(measure.interval(of: course.now))
        before = reader.words("reports.beside", shown(course.before), shown(course.yearBefore))
        let isRipening = measure.list.ripens && period.isImmature(on: context.today)
        immature = isRipening ? reader.words("reports.immature") : nil
        definition = reader.definition(of: measure)
        let count = course.now[measure.list]
        href =
            count > 0
            ? ReportJobFilter(measure.list, period).address(context.paths(ReportJobRoutes.list)) : nil
        link = reader.words("reports.list.\(measure.list.rawValue)", reader.number(count))
        let values = course.sums.map { measure.value(of: $0) }
        let told = values.map { reader.figure($0, of: measure, currency) }
        sparkline = Sparkline(
            name: reader.words(
                "reports.trend", title, reader.period(course.months[0]),
                reader.period(course.months[course.months.count - 1]),
                told.joined(separator: reader.words("list.comma"))),
            values.map { $0 ?? 0 })
    }
}

/// The large pictures of the first page.
struct ReportDrawings {
    /// Kinds of service beside which the others are one.
    private static let most = 5
    let figures: ReportFigures
    let context: CompanyContext

    init(_ figures: ReportFigures, _ context: CompanyContext) { (self.figures, self.context) = (figures, context) }

    private var reader: Reader { context.reader }
    private var places: [ChartPlace] { reader.places(figures.course.months) }

    var all: [ReportsPage.Drawing] { [done, satisfied, firstTime, cost] }

    private func name(_ title: String) -> String {
        reader.words(
            "reports.chart", title, reader.period(figures.course.months[0]),
            reader.period(figures.course.months[figures.course.months.count - 1]))
    }

    private var done: ReportsPage.Drawing {
        let title = reader.words("reports.chart.done")
        func values(_ sums: [ReportSums]) -> [Int64] { sums.map { Int64($0[.done]) } }
        let kinds = figures.services.map { ChartSeries($0.name, values($0.sums)) }.filter(\.isSomething)
            .sorted { $0.sum > $1.sum }
        var series = Array(kinds.prefix(Self.most))
        if kinds.count > Self.most {
            let rest = kinds.dropFirst(Self.most)
            series.append(ChartSeries(reader.words("reports.chart.others"), adding: Array(rest)))
        }
        return .init(
            title: title,
            chart: .columns(name(title), head: reader.words("reports.month"), places, series) { reader.number($0) })
    }

    private var satisfied: ReportsPage.Drawing { share(.satisfied) }
    private var firstTime: ReportsPage.Drawing { share(.firstTime) }

    private func share(_ measure: Measure) -> ReportsPage.Drawing {
        let title = reader.name(of: measure)
        let bounds = figures.course.sums.map { measure.interval(of: $0).map { Int64($0.low)...Int64($0.high) } }
        return .init(
            title: title,
            chart: .line(
                name(title), head: reader.words("reports.month"), places,
                figures.course.sums.map { measure.interval(of: $0) == nil ? nil : measure.value(of: $0) },
                bounds: bounds,
                called: (title, reader.words("reports.bounds"))
            ) { reader.words("reports.percent", reader.tenths($0)) })
    }

    /// Of large sums the axis is in millions: twelve digits are not read at a glance.
    private var cost: ReportsPage.Drawing {
        let currency = context.company.currency
        let title = reader.words("reports.chart.cost", reader.unitName)
        let isLarge = figures.course.sums.contains { $0.cost >= 40_000_000 }
        return .init(
            title: title,
            chart: .columns(
                name(title), head: reader.words("reports.month"), places,
                [ChartSeries(reader.head(of: .cost), figures.course.sums.map(\.cost))],
                tick: { value in
                    isLarge
                        ? reader.words(
                            "reports.millions", reader.amount(Money(value / 1_000_000, currency)).isolatedLeftToRight)
                        : reader.amount(Money(value, currency))
                }
            ) { reader.amount(Money($0, currency)) })
    }
}
