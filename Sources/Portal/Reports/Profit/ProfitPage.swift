import Database
import Domain
import Ground
import Web

/// A period beside the one before and the year before, and the months of the picture.
struct ProfitFigures: Sendable {
    /// A year, and the same month of the one before.
    private static let length = 13

    let now: ProfitSums
    let before: ProfitSums
    let yearBefore: ProfitSums
    let months: [ReportPeriod]
    /// Of each of the months.
    let course: [ProfitSums]
    let name: String?

    init(_ filter: ProfitFilter, _ context: CompanyContext, _ tx: Transaction) throws {
        let period = filter.period
        let months = period.lastMonths(Self.length)
        let first = min(months[0].days.lowerBound, period.before.days.lowerBound, period.yearBefore.days.lowerBound)
        let days = try ProfitList.days(filter.scope(first...period.days.upperBound), tx)
        func sums(_ period: ReportPeriod) -> ProfitSums {
            days.reduce(into: ProfitSums()) { if period.days.contains($1.key) { $0 += $1.value } }
        }
        (now, before, yearBefore) = (sums(period), sums(period.before), sums(period.yearBefore))
        (self.months, course) = (months, months.map(sums))
        name = try filter.name(context, tx)
    }

    /// The lines that have rows.
    func lines(_ side: ProfitLine.Side) -> [ProfitLine] {
        ProfitLine.allCases.filter { line in
            line.side == side && [now, before, yearBefore].contains { $0.lines.contains(line) }
        }
    }
}

/// The lines of profit and loss, each figure leading to the rows that it is made of.
struct ProfitPage: Page {
    struct Line: Sendable {
        let name: String
        let text: String
        let now: Amount
        let href: String?
        let before: Amount
        let yearBefore: Amount
    }

    struct Share: Sendable {
        let label: String
        let value: String
    }

    struct Hidden: Sendable {
        let name: String
        let value: String
    }

    struct Group: Sendable {
        let name: String
        let lines: [Line]
        let whole: Line
    }

    static let template = "reports/profit"
    let titleKey = "profit.title"
    let overview: String
    let whole: String?
    let title: String
    let notes: [String]
    let files: [FileLink]
    let action: String
    let hidden: [Hidden]
    let period: Pick
    let dimensions: [Tab]
    let entries: String
    let unit: String
    let groups: [Group]
    let result: Line
    let margin: [Share]
    let hasFigures: Bool
    let chart: Chart?
    let chartTitle: String
    let empty: EmptyNote?

    init(_ figures: ProfitFigures, _ filter: ProfitFilter, _ context: CompanyContext) {
        let (reader, words, paths, currency) = (
            context.reader, context.words, context.paths, context.company.currency
        )
        let page = paths(ProfitRoutes.page)
        overview = ReportPlace.overview(filter.period, paths)
        whole = figures.name == nil ? nil : ProfitFilter(filter.period).address(page)
        title = figures.name.map { words("profit.title.of", $0.isolated) } ?? words("profit.title")
        let isOver = filter.period.isOver(on: context.today)
        notes = [words("profit.text")] + (isOver ? [] : [words("reports.running")])
        files = context.files(of: filter, at: paths(ProfitRoutes.export))
        action = page
        hidden = filter.fields.dropFirst().map { Hidden(name: $0.0, value: $0.1) }
        period = .period(filter.period, context)
        dimensions = ProfitByFilter.dimensions.map {
            Tab(
                href: ProfitByFilter(filter.period, $0).address(paths(ProfitRoutes.by)), label: reader.name(of: $0),
                isCurrent: $0 == filter.dimension)
        }
        entries = ProfitFilter(filter.period).address(paths(ProfitEntryRoutes.list))
        unit = reader.unitName
        func line(_ name: String, _ text: String = "", href: String? = nil, _ value: (ProfitSums) -> Int64) -> Line {
            func amount(_ sums: ProfitSums) -> Amount { Amount(Money(value(sums), currency), reader) }
            return Line(
                name: name, text: text, now: amount(figures.now), href: href, before: amount(figures.before),
                yearBefore: amount(figures.yearBefore))
        }
        groups = ProfitLine.Side.allCases.map { side in
            Group(
                name: words("profit.side.\(side.rawValue)"),
                lines: figures.lines(side).map { one in
                    line(
                        words("profit.line.\(one.rawValue)"), words("profit.line.\(one.rawValue).text"),
                        href: figures.now.lines.contains(one)
                            ? ProfitRowFilter(one, filter).address(paths(ProfitRoutes.rows)) : nil
                    ) { $0[one] }
                }, whole: line(words("profit.sum.\(side.rawValue)")) { $0[side] })
        }
        result = line(words("profit.result")) { $0.result }
        let times = [("now", figures.now), ("before", figures.before), ("year_before", figures.yearBefore)]
        margin = times.map { time, sums in
            Share(
                label: words("profit.\(time)"),
                value: sums.margin.map { words("reports.percent", reader.tenths($0)) } ?? "–")
        }
        hasFigures = groups.contains { !$0.lines.isEmpty }
        (chartTitle, chart) = (words("profit.chart"), ProfitDrawing.chart(figures, context))
        empty =
            hasFigures
            ? nil
            : EmptyNote(title: words("profit.empty"), text: words("profit.empty.text"))
    }
}

/// What comes in above the line, what it costs below it, month by month.
enum ProfitDrawing {
    static func chart(_ figures: ProfitFigures, _ context: CompanyContext) -> Chart? {
        let (reader, words, currency) = (context.reader, context.words, context.company.currency)
        guard figures.course.contains(where: { !$0.lines.isEmpty }) else { return nil }
        let name = words(
            "reports.chart", words("profit.chart"), reader.period(figures.months[0]),
            reader.period(figures.months[figures.months.count - 1]))
        let series = [
            ChartSeries(words("profit.side.income"), figures.course.map { $0[.income] }),
            ChartSeries(words("profit.side.cost"), figures.course.map { -$0[.cost] }),
        ]
        let isLarge = figures.course.contains { max($0[.income], $0[.cost]) >= 40_000_000 }
        return .columns(
            name, head: words("reports.month"), reader.places(figures.months), series,
            tick: { value in
                isLarge
                    ? words("reports.millions", reader.amount(Money(value / 1_000_000, currency)).isolatedLeftToRight)
                    : reader.amount(Money(value, currency))
            }
        ) { reader.amount(Money($0, currency)) }
    }
}

/// The same as a file.
enum ProfitSheet {
    struct Line: Sendable {
        let name: String
        let values: [Int64?]
    }

    static func sheet(_ filter: ProfitFilter, _ context: CompanyContext) -> Sheet<Line, Never> {
        let (reader, words) = (context.reader, context.words)
        let periods = [filter.period, filter.period.before, filter.period.yearBefore]
        let columns: [SheetColumn<Line>] =
            [.init(words("profit.line")) { .text($0.name) }]
            + periods.enumerated().map { place, period in
                .init(amount: reader.period(period), context) { $0.values[place] }
            }
        return Sheet("profit", in: "reports", title: "profit.title", columns: columns) { _, _, tx in
            let figures = try ProfitFigures(filter, context, tx)
            func line(_ key: String, _ value: (ProfitSums) -> Int64) -> Line {
                Line(name: words(key), values: [figures.now, figures.before, figures.yearBefore].map(value))
            }
            let sides = ProfitLine.Side.allCases.flatMap { side in
                figures.lines(side).map { one in line("profit.line.\(one.rawValue)") { $0[one] } }
                    + [line("profit.sum.\(side.rawValue)") { $0[side] }]
            }
            return Slice(all: sides + [line("profit.result") { $0.result }])
        }
    }
}
