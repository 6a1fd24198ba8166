import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What the scores are told apart by, and of which days.
struct SurveyScoreFilter: Filter {
    var dimension: SurveyDimension
    let from: CalendarDay
    let to: CalendarDay
    private let calendar: CalendarSystem
    private static let usual = 30

    init(_ asked: Asked, today: CalendarDay, _ calendar: CalendarSystem) {
        dimension = asked.word("by") ?? .dealer
        let last = asked.day("to", in: calendar).value ?? today
        let first = asked.day("from", in: calendar).value ?? last.adding(days: 1 - Self.usual)
        (from, to, self.calendar) = (min(first, last), max(first, last), calendar)
    }

    var days: ClosedRange<CalendarDay> { from...to }

    var fields: [Address.Field] {
        [("by", dimension.rawValue), ("from", calendar.text(from)), ("to", calendar.text(to))]
    }

    func with(_ dimension: SurveyDimension) -> SurveyScoreFilter {
        var copy = self
        copy.dimension = dimension
        return copy
    }
}

/// What customers have said, by dealer, technician, product, city and agent.
package enum SurveyScoreRoutes: RoomRoutes {
    static let page = PlainPage("surveys/scores", for: .readsSurveys)
    static let export = PlainPage("surveys/scores/export", for: .managers.union([.auditor]), watched: .export)

    package static var all: [Mounted] {
        [
            page.to { request, context in
                let filter = SurveyScoreFilter(request.asked, today: context.today, context.reader.clock.calendar)
                let (lines, total, rates) = try await context.company.readAtLength { tx in
                    (
                        try SurveyScoreList.lines(by: filter.dimension, in: filter.days, tx),
                        try SurveyScoreList.total(in: filter.days, tx),
                        filter.dimension == .agent ? try SurveyScoreList.rates(in: filter.days, tx) : [:]
                    )
                }
                return try context.show(SurveyScoresPage(lines, total, rates, filter, context))
            },
            export.to { request, context in
                let filter = SurveyScoreFilter(request.asked, today: context.today, context.reader.clock.calendar)
                return try await SurveyScoreSheet.sheet(filter, context).response(to: request, context)
            },
        ]
    }
}

/// The scores as a file: each share with its bounds, those of too few left empty.
enum SurveyScoreSheet {
    static func sheet(_ filter: SurveyScoreFilter, _ context: CompanyContext) -> Sheet<SurveyScoreList.Line, Never> {
        let (reader, words) = (context.reader, context.words)
        @Sendable func tenths(_ value: Int?) -> Workbook.Cell { value.map { .tenths(Int64($0)) } ?? .text("") }
        let columns: [SheetColumn<SurveyScoreList.Line>] = [
            .init(words("surveys.by.\(filter.dimension.rawValue)")) { .text($0.name.shown(reader)) },
            .init(words("surveys.scored")) { .number(Int64($0.now.scored)) },
            .init(words("surveys.satisfied")) { tenths($0.now.share) },
            .init(words("surveys.low")) { tenths($0.now.interval?.low) },
            .init(words("surveys.high")) { tenths($0.now.interval?.high) },
            .init(words("surveys.nps")) { tenths($0.now.netPromoter?.tenths) },
            .init(words("surveys.nps_error")) { tenths($0.now.netPromoter?.error) },
            .init(words("surveys.scored_before")) { .number(Int64($0.before?.scored ?? 0)) },
            .init(words("surveys.satisfied_before")) { tenths($0.before?.share) },
        ]
        return Sheet("survey-scores", in: "surveys", title: "surveys.scores", columns: columns) { _, _, tx in
            Slice(all: try SurveyScoreList.lines(by: filter.dimension, in: filter.days, tx))
        }
    }
}

struct SurveyScoresPage: Page {
    static let template = "surveys/scores"
    let titleKey = "surveys.scores"
    let list: String
    let action: String
    let by: String
    let head: String
    let tabs: [Tab]
    let from: Field
    let to: Field
    let files: [FileLink]
    let figures: [Figure]
    let lines: [Line]
    let hasLines: Bool
    let isOfAgents: Bool
    let empty: EmptyNote?

    struct Figure: Sendable {
        let label: String
        let value: String
        let unit: String
    }

    struct Line: Sendable {
        let name: String
        let href: String
        let count: String
        let share: String
        let interval: String
        let mean: String
        let promoters: String
        let before: String
        /// Of an agent's calls.
        let response: String
        let refusal: String
        let contact: String
    }

    init(
        _ lines: [SurveyScoreList.Line], _ total: SurveyFigures, _ rates: [Int64: SurveyRates],
        _ filter: SurveyScoreFilter, _ context: CompanyContext
    ) {
        let (reader, words, paths) = (context.reader, context.words, context.paths)
        let page = paths(SurveyScoreRoutes.page)
        (action, list, by) = (page, paths(SurveyRoutes.list), filter.dimension.rawValue)
        head = words("surveys.by.\(filter.dimension.rawValue)")
        isOfAgents = filter.dimension == .agent
        tabs = SurveyDimension.allCases.map { dimension in
            Tab(
                href: filter.with(dimension).address(page), label: words("surveys.by.\(dimension.rawValue)"),
                count: nil, isCurrent: dimension == filter.dimension)
        }
        let calendar = reader.clock.calendar
        func day(_ name: String, _ day: CalendarDay) -> Field {
            Field(name: name, label: words("surveys.\(name)_day"), value: reader.digits(calendar.text(day))).asDay()
        }
        (from, to) = (day("from", filter.from), day("to", filter.to))
        files =
            context.may(SurveyScoreRoutes.export)
            ? context.files(of: filter, at: paths(SurveyScoreRoutes.export)) : []
        figures = Self.figures(total, reader)
        let list = list
        self.lines = lines.map { line in
            let calls = rates[line.id]
            return Line(
                name: line.name.shown(reader),
                href: Address.of(
                    list,
                    [
                        ("tab", SurveyTab.scored.rawValue), (filter.dimension.rawValue, String(line.id)),
                        ("from", calendar.text(filter.from)), ("to", calendar.text(filter.to)),
                    ]),
                count: reader.number(line.now.scored), share: Self.percent(line.now.share, reader),
                interval: Self.interval(line.now, reader), mean: Self.mean(line.now, reader),
                promoters: Self.promoters(line.now, reader), before: Self.percent(line.before?.share, reader),
                response: Self.percent(calls?.response, reader), refusal: Self.percent(calls?.refusal, reader),
                contact: Self.percent(calls?.contact, reader))
        }
        hasLines = !lines.isEmpty
        empty = hasLines ? nil : EmptyNote(title: words("surveys.scores.none"), text: words("surveys.scores.none_hint"))
    }

    private static func figures(_ total: SurveyFigures, _ reader: Reader) -> [Figure] {
        let words = reader.words
        return [
            Figure(label: words("surveys.scored"), value: reader.number(total.scored), unit: ""),
            Figure(
                label: words("surveys.satisfied"), value: percent(total.share, reader), unit: interval(total, reader)),
            Figure(label: words("surveys.mean"), value: mean(total, reader), unit: words("surveys.scale.stars")),
            Figure(label: words("surveys.nps"), value: promoters(total, reader), unit: ""),
        ]
    }

    private static func percent(_ tenths: Int?, _ reader: Reader) -> String {
        tenths.map { reader.words("surveys.percent", reader.tenths(Int64($0))) } ?? "–"
    }

    private static func interval(_ figures: SurveyFigures, _ reader: Reader) -> String {
        figures.interval.map {
            reader.words("surveys.interval", reader.tenths(Int64($0.low)), reader.tenths(Int64($0.high)))
        } ?? reader.words("surveys.few")
    }

    /// Hundredths are rounded to tenths here, half up: more says nothing.
    private static func mean(_ figures: SurveyFigures, _ reader: Reader) -> String {
        figures.mean.map { reader.tenths(($0 + 5) / 10) } ?? "–"
    }

    private static func promoters(_ figures: SurveyFigures, _ reader: Reader) -> String {
        figures.netPromoter.map {
            reader.words("surveys.plus_minus", reader.tenths(Int64($0.tenths)), reader.tenths(Int64($0.error)))
        } ?? "–"
    }
}
