import Database
import Domain
import Ground
import HTTPTypes
import Hummingbird
import Web

/// What the scores are told apart by, and of which days.
struct SurveyScoreFilter: Filter {
    var dimension: SurveyDimension
    /// Whose calls alone are counted; nil for those of all.
    var agent: ID<Person>?
    let from: CalendarDay
    let to: CalendarDay
    private let calendar: CalendarSystem
    private static let usual = 30

    init(_ asked: Asked, today: CalendarDay, _ calendar: CalendarSystem) {
        (dimension, agent) = (asked.word("by") ?? .dealer, asked.id("agent"))
        let last = asked.day("to", in: calendar).value ?? today
        let first = asked.day("from", in: calendar).value ?? last.adding(days: 1 - Self.usual)
        (from, to, self.calendar) = (min(first, last), max(first, last), calendar)
    }

    var days: ClosedRange<CalendarDay> { from...to }

    var fields: [Address.Field] {
        [
            ("by", dimension.rawValue), ("agent", agent?.description ?? ""), ("from", calendar.text(from)),
            ("to", calendar.text(to)),
        ]
    }

    /// What the scores of one line are made of.
    func list(of id: Int64, at list: String) -> String {
        let fields: [Address.Field] = [
            ("tab", SurveyTab.scored.rawValue), (dimension.rawValue, String(id)), ("agent", agent?.description ?? ""),
            ("from", calendar.text(from)), ("to", calendar.text(to)),
        ]
        return Address.of(list, fields.filter { !$0.text.isEmpty })
    }

    /// What one agent has heard, dealer by dealer.
    func of(agent: ID<Person>) -> SurveyScoreFilter {
        var copy = with(.dealer)
        copy.agent = agent
        return copy
    }

    var ofAll: SurveyScoreFilter {
        var copy = self
        copy.agent = nil
        return copy
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
                let scores = try await context.company.readAtLength { try SurveyScores(filter, $0) }
                return try context.show(SurveyScoresPage(scores, filter, context))
            },
            export.to { request, context in
                let filter = SurveyScoreFilter(request.asked, today: context.today, context.reader.clock.calendar)
                return try await SurveyScoreSheet.sheet(filter, context).response(to: request, context)
            },
        ]
    }
}

/// The scores of a filter, and what must be said beside them.
struct SurveyScores: Sendable {
    let lines: [SurveyScoreList.Line]
    let total: SurveyFigures
    /// Whether those of the period before mean the same.
    let areComparable: Bool
    let agent: String?

    init(_ filter: SurveyScoreFilter, _ tx: Transaction) throws {
        lines = try SurveyScoreList.lines(by: filter.dimension, in: filter.days, calledBy: filter.agent, tx)
        total = try SurveyScoreList.total(in: filter.days, calledBy: filter.agent, tx)
        areComparable = try SurveyScoreList.areComparable(filter.days, tx)
        agent = try filter.agent.map { try PersonStore.find($0, tx).name }
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
        let ofAgents: [SheetColumn<SurveyScoreList.Line>] =
            filter.dimension == .agent
            ? [
                .init(words("surveys.top")) { tenths($0.now.topShare) },
                .init(words("surveys.response")) { tenths($0.rates?.response) },
                .init(words("surveys.refusal")) { tenths($0.rates?.refusal) },
                .init(words("surveys.contact")) { tenths($0.rates?.contact) },
            ] : []
        let beside: [SheetColumn<SurveyScoreList.Line>] =
            filter.agent == nil ? [] : [.init(words("surveys.others")) { tenths($0.others?.share) }]
        return Sheet("survey-scores", in: "surveys", title: "surveys.scores", columns: columns + beside + ofAgents) {
            _, _, tx in
            Slice(
                all: try SurveyScoreList.lines(by: filter.dimension, in: filter.days, calledBy: filter.agent, tx))
        }
    }
}
