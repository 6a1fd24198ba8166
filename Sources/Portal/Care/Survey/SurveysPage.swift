import Base
import Database
import Domain
import Ground
import Web

extension Badge {
    init(_ row: SurveyRow, _ words: Words) {
        let kind =
            switch row.state {
            case .waiting: row.holder == nil ? "accent" : "info"
            case .done: row.complaint == nil ? "done" : "error"
            case .refused, .notReached: "warning"
            case .expired, .out: "neutral"
            }
        self.init(kind: kind, label: words.survey(row))
    }
}

/// The calls, and the way to the next one.
struct SurveysPage: Page {
    static let template = "surveys/list"
    let titleKey = "surveys.title"
    /// Where the next call is asked for; nil for those who make none.
    let next: String?
    let nextLabel: String
    let due: String
    let scores: String
    let rules: String?
    let questions: String?
    let topics: String?
    let settings: String?
    let files: [FileLink]
    let action: String
    let tab: String
    let tabs: [Tab]
    let picks: [Pick]
    let from: Field
    let to: Field
    let items: [Item]
    let hasItems: Bool
    let pager: Pager?
    let empty: EmptyNote?

    struct Item: Sendable {
        let href: String
        let job: String
        let customer: String
        let dealer: String
        let machine: String
        let day: String
        let score: String
        let badge: Badge
    }

    init(
        _ slice: Slice<SurveyRow, SurveyKey>, _ counts: [SurveyTab: Int], _ filter: SurveyFilter,
        _ choices: SurveyList.Choices, due: Int, hasRules: Bool, held: ID<Survey>?, _ context: CompanyContext
    ) {
        let (reader, paths, words) = (context.reader, context.paths, context.words)
        let list = paths(SurveyRoutes.list)
        (action, tab) = (list, filter.tab.rawValue)
        next = context.may(SurveyRoutes.next) ? paths(SurveyRoutes.next) : nil
        nextLabel = words(held == nil ? "surveys.next" : "surveys.go_on")
        self.due = words("surveys.due", reader.bounded(due))
        scores = paths(SurveyScoreRoutes.page)
        rules = context.pathIfAllowed(SurveyRuleRoutes.list)
        questions = context.pathIfAllowed(SurveyQuestionRoutes.page)
        topics = context.pathIfAllowed(SurveyTopicRoutes.list)
        settings = context.pathIfAllowed(SurveySettingRoutes.page)
        files = context.may(SurveyRoutes.export) ? context.files(of: filter, at: paths(SurveyRoutes.export)) : []
        tabs = SurveyTab.allCases.map { tab in
            Tab(
                href: filter.with { $0.tab = tab }.address(list), label: words("surveys.tab.\(tab.rawValue)"),
                count: reader.bounded(counts[tab] ?? 0), isCurrent: tab == filter.tab)
        }
        picks = [
            Pick(
                "dealer", words("surveys.dealer"), blank: words("surveys.any_dealer"),
                choices.dealers.map { (value: $0.id.description, label: $0.name) },
                chosen: filter.dealer?.description),
            Pick(
                "group", words("surveys.group"), blank: words("surveys.any_group"),
                choices.groups.map { (value: $0.id.description, label: $0.names.shown(reader)) },
                chosen: filter.group?.description),
        ]
        let calendar = reader.clock.calendar
        func day(_ name: String, _ day: CalendarDay?) -> Field {
            Field(
                name: name, label: words("surveys.\(name)_day"),
                value: day.map { reader.digits(calendar.text($0)) } ?? ""
            )
            .asDay()
        }
        (from, to) = (day("from", filter.from), day("to", filter.to))
        items = slice.lines.map { row in
            Item(
                href: paths(SurveyRoutes.one, row.id), job: row.jobNumber, customer: row.customerName,
                dealer: row.dealerName, machine: row.model, day: reader.day(row.completedOn),
                score: row.score.map { reader.tenths($0) } ?? "", badge: Badge(row, words))
        }
        hasItems = !items.isEmpty
        pager = slice.next == nil && filter.cursor == nil ? nil : Pager(slice, of: filter, at: list)
        empty =
            hasItems
            ? nil
            : filter.isNarrowed
                ? EmptyNote(
                    title: words("surveys.none_found"), text: words("surveys.none_found_hint"),
                    action: .clear(list, words))
                : EmptyNote(
                    title: words("surveys.none"), text: words(hasRules ? "surveys.none_hint" : "surveys.no_rules"))
    }
}
