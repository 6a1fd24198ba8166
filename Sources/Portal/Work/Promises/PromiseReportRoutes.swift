import Database
import Domain
import Ground
import Hummingbird
import Web

/// What was promised, and what was kept of it.
package enum PromiseReportRoutes: RoomRoutes {
    private static let readers = Set<Role>.dispatch.union([.auditor])
    package static let page = PlainPage("promises", for: readers)
    static let export = PlainPage("promises/export", for: readers, watched: .export)

    package static var all: [Mounted] {
        [
            page.to { request, context in
                let filter = filter(request, context)
                let report = try await context.company.readAtLength { try PromiseReport(filter, context, $0) }
                return try context.show(PromiseReportPage(report, filter, context))
            },
            export.to { request, context in
                try await PromiseReport.sheet(filter(request, context), context).response(to: request, context)
            },
        ]
    }

    private static func filter(_ request: Request, _ context: CompanyContext) -> PromiseReportFilter {
        PromiseReportFilter(request.asked, today: context.today, context.company.clock.calendar)
    }
}

/// The report in the reader's words.
struct PromiseReport: Sendable {
    struct Line: Sendable {
        let label: String
        /// What narrows the list of jobs to those of the line; nil for all of them.
        let fields: [Address.Field]
        let figures: PromiseFigures
    }

    let lines: [Line]
    let total: PromiseFigures

    init(_ filter: PromiseReportFilter, _ context: CompanyContext, _ tx: Transaction) throws {
        let (reader, calendar) = (context.reader, context.company.clock.calendar)
        let found = try PromiseReportList.lines(filter, calendar, tx)
        let names = try context.company.names.names(tx)
        let dealers = filter.grouping == .dealer ? try PromiseReportList.dealers(tx) : [:]
        let labelled = found.lines.map { line -> (Line, Int) in
            let (label, fields, order) = Self.label(line.key, names, dealers, reader)
            return (Line(label: label, fields: fields, figures: line.figures), order)
        }
        lines =
            filter.grouping == .month
            ? labelled.sorted { $0.1 < $1.1 }.map(\.0) : labelled.map(\.0).inPersianOrder(by: \.label)
        total = found.total
    }

    private static func label(
        _ key: PromiseReportLine.Key, _ names: CommonNames, _ dealers: [ID<Dealer>: (code: String, name: String)],
        _ reader: Reader
    ) -> (String, [Address.Field], Int) {
        switch key {
        case .service(let code): return (names.service(code, reader), [("service", code)], 0)
        case .city(let id):
            return (names.city(id)?.names.shown(reader) ?? id.description, [("city", id.description)], 0)
        case .dealer(let id?):
            return (dealers[id]?.name ?? id.description, [("dealer", dealers[id]?.code ?? "")], 0)
        case .dealer(nil): return (reader.words("promises.report.nobody"), [("dealer", JobFilter.nobody)], 0)
        case .month(let year, let month):
            let days = reader.clock.calendar.days(ofMonth: year, month)
            return (
                reader.month(year: year, month: month),
                [("from", days.lowerBound.isoText), ("to", days.upperBound.isoText)], year * 12 + month
            )
        }
    }

    static func sheet(_ filter: PromiseReportFilter, _ context: CompanyContext) -> Sheet<Line, Never> {
        let words = context.words
        func count(_ figure: PromiseFigure) -> SheetColumn<Line> {
            .init(words("promises.report.\(figure.rawValue)")) { .number(Int64(figure.count($0.figures))) }
        }
        let columns: [SheetColumn<Line>] =
            [.init(words("promises.report.by.\(filter.grouping.rawValue)")) { .text($0.label) }]
            + PromiseFigure.allCases.map(count)
            + [
                .init(words("promises.report.share")) { $0.figures.permille.map { .tenths(Int64($0)) } ?? .text("") },
                .init(words("promises.report.median_minutes")) {
                    $0.figures.median.map { .number($0 / 60) } ?? .text("")
                },
                .init(words("promises.report.ninth_minutes")) {
                    $0.figures.percentile(90).map { .number($0 / 60) } ?? .text("")
                },
            ]
        return Sheet("promises", title: "promises.report", columns: columns) { _, _, tx in
            Slice(all: try PromiseReport(filter, context, tx).lines)
        }
    }
}

extension PromiseFigure {
    func count(_ figures: PromiseFigures) -> Int {
        switch self {
        case .kept: figures[.kept]
        case .missed: figures.missed
        case .open: figures[.running] + figures[.soon] + figures[.paused]
        case .exempt: figures[.exempt]
        }
    }
}

struct PromiseReportPage: Page {
    static let template = "promises/report"
    let titleKey = "promises.report"
    let action: String
    let from: Field
    let to: Field
    let target: Pick
    let grouping: Pick
    let files: [FileLink]
    let period: String
    let by: String
    let lines: [Line]
    let hasLines: Bool
    let empty: EmptyNote?

    struct Line: Sendable {
        let label: String
        let isTotal: Bool
        let cells: [Cell]
        let share: String
        let median: String
        let ninth: String
    }

    struct Cell: Sendable {
        let head: String
        let count: String
        /// nil where it counts none.
        let href: String?
    }

    init(_ report: PromiseReport, _ filter: PromiseReportFilter, _ context: CompanyContext) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        action = paths(PromiseReportRoutes.page)
        from = Field(filter.from, label: "promises.report.from", for: reader).asDay()
        to = Field(filter.to, label: "promises.report.to", for: reader).asDay()
        target = Pick(
            "target", words("promises.report.target"),
            PromiseTarget.allCases.map { ($0.rawValue, words("promises.\($0.rawValue)")) },
            chosen: filter.target.rawValue)
        grouping = Pick(
            "by", words("promises.report.by"),
            PromiseGrouping.allCases.map { ($0.rawValue, words("promises.report.by.\($0.rawValue)")) },
            chosen: filter.grouping.rawValue)
        files = context.files(of: filter, at: paths(PromiseReportRoutes.export))
        period = words(
            "jobs.between", reader.wholeDay(filter.days.lowerBound), reader.wholeDay(filter.days.upperBound))
        by = words("promises.report.by.\(filter.grouping.rawValue)")
        let total = PromiseReport.Line(label: words("promises.report.all"), fields: [], figures: report.total)
        hasLines = !report.lines.isEmpty
        lines =
            report.lines.isEmpty
            ? [] : (report.lines + [total]).map { Self.line($0, filter, isTotal: $0.fields.isEmpty, context) }
        empty =
            report.lines.isEmpty
            ? EmptyNote(title: words("promises.report.none"), text: words("promises.report.none.text")) : nil
    }

    private static func line(
        _ line: PromiseReport.Line, _ filter: PromiseReportFilter, isTotal: Bool, _ context: CompanyContext
    ) -> Line {
        let (reader, words) = (context.reader, context.words)
        func time(_ seconds: Int64?) -> String { seconds.map(reader.workingTime) ?? "–" }
        return Line(
            label: line.label, isTotal: isTotal,
            cells: PromiseFigure.allCases.map { figure in
                let count = figure.count(line.figures)
                return Cell(
                    head: words("promises.report.\(figure.rawValue)"), count: reader.number(count),
                    href: count == 0 ? nil : Self.list(figure, line.fields, filter, context))
            },
            share: line.figures.permille.map { words("promises.report.percent", reader.tenths(Int64($0))) } ?? "–",
            median: time(line.figures.median), ninth: time(line.figures.percentile(90)))
    }

    /// The list of jobs that a figure counts.
    private static func list(
        _ figure: PromiseFigure, _ fields: [Address.Field], _ filter: PromiseReportFilter, _ context: CompanyContext
    ) -> String {
        let days = filter.days
        var narrowed: [Address.Field] = [
            ("promise", PromisePick(filter.target, figure).rawValue), ("from", days.lowerBound.isoText),
            ("to", days.upperBound.isoText),
        ]
        for field in fields {
            guard let place = narrowed.firstIndex(where: { $0.name == field.name }) else {
                narrowed.append(field)
                continue
            }
            // A month of which only a part is asked.
            let isFrom = field.name == "from"
            narrowed[place].text =
                isFrom ? max(narrowed[place].text, field.text) : min(narrowed[place].text, field.text)
        }
        return Address.of(context.paths(JobRoutes.list), narrowed)
    }
}
