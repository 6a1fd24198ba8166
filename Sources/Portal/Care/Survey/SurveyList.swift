import Base
import Database
import Domain
import Ground
import Web

/// The calls, by what became of them.
enum SurveyTab: String, CaseIterable, Sendable {
    case all, waiting, scored, bad
    case notReached = "not_reached"
    case refused, out
    /// What customers have said in words and nobody has sorted.
    case unsorted
}

/// Where a list of calls goes on: by the day on which the job ended.
struct SurveyKey: Sendable, CustomStringConvertible, Equatable {
    let day: CalendarDay
    let id: ID<Survey>

    init(_ row: SurveyRow) { (day, id) = (row.completedOn, row.id) }

    init?(_ text: String) {
        let parts = text.split(separator: "-")
        guard parts.count == 2, let day = Int32(parts[0]), let id = ID<Survey>(parts[1]) else { return nil }
        (self.day, self.id) = (CalendarDay(number: day), id)
    }

    var description: String { "\(day.number)-\(id)" }
}

struct SurveyFilter: PagedFilter {
    static let paging = Paging(onward: "before", back: .toFirst)
    var tab: SurveyTab
    var dealer: ID<Dealer>?
    var technician: ID<Person>?
    var group: ID<ProductGroup>?
    var city: ID<City>?
    var agent: ID<Person>?
    var topic: ID<SurveyTopic>?
    var model: ID<ProductModel>?
    var from: CalendarDay?
    var to: CalendarDay?
    var cursor: Cursor<SurveyKey>?
    private let calendar: CalendarSystem

    init(_ asked: Asked, _ calendar: CalendarSystem) {
        tab = asked.word("tab") ?? .all
        (dealer, technician, group) = (asked.id("dealer"), asked.id("technician"), asked.id("group"))
        (city, agent) = (asked.id("city"), asked.id("agent"))
        (topic, model) = (asked.id("topic"), asked.id("model"))
        (from, to) = (asked.day("from", in: calendar).value, asked.day("to", in: calendar).value)
        cursor = asked.cursor(Self.paging) { SurveyKey($0) }
        self.calendar = calendar
    }

    var fields: [Address.Field] {
        [
            ("tab", tab.rawValue), ("dealer", dealer?.description ?? ""), ("technician", technician?.description ?? ""),
            ("group", group?.description ?? ""), ("city", city?.description ?? ""), ("agent", agent?.description ?? ""),
            ("topic", topic?.description ?? ""), ("model", model?.description ?? ""),
            ("from", from.map(calendar.text) ?? ""), ("to", to.map(calendar.text) ?? ""),
        ]
    }

    var isNarrowed: Bool { fields.contains { $0.name != "tab" && !$0.text.isEmpty } }
}

enum SurveyList {
    static let pageSize = 50

    static func slice(
        _ filter: SurveyFilter, size: Int = pageSize, _ tx: Transaction
    ) throws -> Slice<SurveyRow, SurveyKey> {
        try Slice(filter.cursor, size: size, key: { SurveyKey($0) }) { limit in
            try tx.rows(rows(filter, after: filter.cursor?.key, limit: limit)).map(SurveyRow.init)
        }
    }

    /// The newest first.
    static func rows(_ filter: SurveyFilter, after key: SurveyKey?, limit: Int) -> SQL {
        var condition = condition(filter)
        if let key { condition += "AND (s.completed_on, s.id) < (\(key.day), \(key.id))" }
        return """
            \(SurveyRow.columns) WHERE \(condition) ORDER BY s.completed_on DESC, s.id DESC LIMIT \(literal: limit)
            """
    }

    static func counts(_ filter: SurveyFilter, _ tx: Transaction) throws -> [SurveyTab: Int] {
        try SurveyTab.allCases.reduce(into: [:]) { counts, tab in
            counts[tab] = try count(filter.with { $0.tab = tab }, tx)
        }
    }

    static func count(_ filter: SurveyFilter, _ tx: Transaction) throws -> Int {
        try CountList.of("survey s JOIN job j ON j.id = s.job_id WHERE \(condition(filter))", tx)
    }

    /// How many calls wait for this moment.
    static func due(at now: Instant, _ tx: Transaction) throws -> Int {
        try CountList.of("survey s WHERE s.state = 'waiting' AND s.call_at <= \(now)", tx)
    }

    static func condition(_ filter: SurveyFilter) -> SQL {
        var condition: SQL =
            switch filter.tab {
            case .all: "1 = 1"
            case .waiting: "s.state = 'waiting'"
            case .scored: "s.state = 'done' AND s.score IS NOT NULL"
            case .bad: "s.complaint IS NOT NULL"
            case .notReached: "s.state IN ('not_reached', 'expired')"
            case .refused: "s.state = 'refused'"
            case .out: "s.state = 'out'"
            case .unsorted: "s.has_text = 1 AND s.sorted_at IS NULL AND s.state = 'done'"
            }
        if let dealer = filter.dealer { condition += "AND s.dealer_id = \(dealer)" }
        if let technician = filter.technician { condition += "AND j.technician_id = \(technician)" }
        if let group = filter.group { condition += "AND j.group_id = \(group)" }
        if let city = filter.city { condition += "AND j.city_id = \(city)" }
        if let agent = filter.agent { condition += "AND s.ended_by = \(agent)" }
        if let model = filter.model {
            condition += "AND EXISTS (SELECT 1 FROM unit x WHERE x.id = j.unit_id AND x.model_id = \(model))"
        }
        if let topic = filter.topic {
            condition += "AND EXISTS (SELECT 1 FROM survey_tag g WHERE g.survey_id = s.id AND g.topic_id = \(topic))"
        }
        if let from = filter.from { condition += "AND s.completed_on >= \(from)" }
        if let to = filter.to { condition += "AND s.completed_on <= \(to)" }
        return condition
    }

    /// What a rule or a list can be narrowed to.
    struct Choices: Sendable {
        let names: CommonNames
        let dealers: [(id: ID<Dealer>, name: String)]
        let groups: [(id: ID<ProductGroup>, names: BothNames)]
    }

    static func choices(_ names: CommonNames, _ tx: Transaction) throws -> Choices {
        Choices(
            names: names,
            dealers: try tx.rows("SELECT id, name FROM dealer ORDER BY id").map {
                (id: try $0("id"), name: try $0("name"))
            }
            .inPersianOrder(by: \.name),
            groups: try tx.rows("SELECT id, name_fa, name_en FROM product_group WHERE is_retired = 0 ORDER BY id")
                .map { (id: try $0("id"), names: try BothNames($0)) })
    }
}
