import Domain
import Ground
import Web

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
    /// Of one agent's calls alone: whose they are, and the way back to all.
    let agent: String?
    let agentID: String?
    let all: String
    let isOfOne: Bool
    /// Where the period before was asked otherwise.
    let note: String?
    let empty: EmptyNote?

    struct Figure: Sendable {
        let label: String
        let value: String
        let unit: String
    }

    struct Line: Sendable {
        let name: String
        let href: String
        let badge: Badge?
        let count: String
        let share: String
        let interval: String
        let mean: String
        let promoters: String
        let before: String
        let others: String
        let top: String
        /// Of an agent's calls.
        let response: String
        let refusal: String
        let contact: String
    }

    init(_ scores: SurveyScores, _ filter: SurveyScoreFilter, _ context: CompanyContext) {
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
        figures = Self.figures(scores.total, reader)
        (isOfOne, all) = (filter.agent != nil, filter.ofAll.address(page))
        agentID = filter.agent?.description
        agent = scores.agent.map { words("surveys.calls_of", $0) }
        note = scores.areComparable ? nil : words("surveys.not_comparable")
        let (list, isComparable) = (list, scores.areComparable)
        lines = scores.lines.map { line in
            Line(
                name: line.name.shown(reader),
                href: filter.dimension == .agent
                    ? filter.of(agent: ID(line.id)).address(page) : filter.list(of: line.id, at: list),
                badge: line.now.isAlwaysTop && filter.dimension == .agent
                    ? Badge(kind: "warning", label: words("surveys.always_top")) : nil,
                count: reader.number(line.now.scored), share: Self.percent(line.now.share, reader),
                interval: Self.interval(line.now, reader), mean: Self.mean(line.now, reader),
                promoters: Self.promoters(line.now, reader),
                before: isComparable ? Self.percent(line.before?.share, reader) : "–",
                others: Self.mean(line.others ?? .none, reader), top: Self.percent(line.now.topShare, reader),
                response: Self.percent(line.rates?.response, reader),
                refusal: Self.percent(line.rates?.refusal, reader), contact: Self.percent(line.rates?.contact, reader))
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
