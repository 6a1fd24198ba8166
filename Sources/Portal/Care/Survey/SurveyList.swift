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
    var from: CalendarDay?
    var to: CalendarDay?
    var cursor: Cursor<SurveyKey>?
    private let calendar: CalendarSystem

    init(_ asked: Asked, _ calendar: CalendarSystem) {
        tab = asked.word("tab") ?? .all
        (dealer, technician, group) = (asked.id("dealer"), asked.id("technician"), asked.id("group"))
        (city, agent) = (asked.id("city"), asked.id("agent"))
        (from, to) = (asked.day("from", in: calendar).value, asked.day("to", in: calendar).value)
        cursor = asked.cursor(Self.paging) { SurveyKey($0) }
        self.calendar = calendar
    }

    var fields: [Address.Field] {
        [
            ("tab", tab.rawValue), ("dealer", dealer?.description ?? ""), ("technician", technician?.description ?? ""),
            ("group", group?.description ?? ""), ("city", city?.description ?? ""), ("agent", agent?.description ?? ""),
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
            }
        if let dealer = filter.dealer { condition += "AND s.dealer_id = \(dealer)" }
        if let technician = filter.technician { condition += "AND j.technician_id = \(technician)" }
        if let group = filter.group { condition += "AND j.group_id = \(group)" }
        if let city = filter.city { condition += "AND j.city_id = \(city)" }
        if let agent = filter.agent { condition += "AND s.ended_by = \(agent)" }
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

/// By what scores are told apart.
enum SurveyDimension: String, CaseIterable, Sendable {
    case dealer, technician, group, city, agent

    var column: SQL {
        switch self {
        case .dealer: "s.dealer_id"
        case .technician: "j.technician_id"
        case .group: "j.group_id"
        case .city: "j.city_id"
        case .agent: "s.ended_by"
        }
    }
}

/// What was said of the jobs that ended in a period, and in the one before it that is as long.
enum SurveyScoreList {
    struct Line: Sendable {
        let id: Int64
        let name: BothNames
        let now: SurveyFigures
        let before: SurveyFigures?
    }

    static func lines(
        by dimension: SurveyDimension, in days: ClosedRange<CalendarDay>, _ tx: Transaction
    ) throws -> [Line] {
        let length = days.lowerBound.distance(to: days.upperBound) + 1
        let past = days.lowerBound.adding(days: -length)...days.lowerBound.adding(days: -1)
        let (now, before) = (try figures(by: dimension, in: days, tx), try figures(by: dimension, in: past, tx))
        let names = try names(of: Array(now.keys).sorted(), dimension, tx)
        return now.map { id, figures in
            Line(id: id, name: names[id] ?? BothNames(fa: "–", en: "–"), now: figures, before: before[id])
        }.sorted { left, right in
            // By the lower bound, so that a few good words do not stand above many.
            let (a, b) = (left.now.interval?.low ?? -1, right.now.interval?.low ?? -1)
            return a == b ? (right.now.scored, left.id) < (left.now.scored, right.id) : a > b
        }
    }

    /// Of all together.
    static func total(in days: ClosedRange<CalendarDay>, _ tx: Transaction) throws -> SurveyFigures {
        try figures(tx.one("SELECT \(sums) FROM survey s WHERE \(condition(days))"))
    }

    private static let sums: SQL = """
        count(s.score) AS scored, coalesce(sum(CASE WHEN s.score >= 40 THEN 1 ELSE 0 END), 0) AS satisfied,
        coalesce(sum(s.score), 0) AS sum, coalesce(sum(CASE WHEN s.recommendation >= 9 THEN 1 ELSE 0 END), 0) AS promoters,
        coalesce(sum(CASE WHEN s.recommendation <= 6 THEN 1 ELSE 0 END), 0) AS detractors,
        count(s.recommendation) AS recommended
        """

    private static func condition(_ days: ClosedRange<CalendarDay>) -> SQL {
        "s.state = 'done' AND s.completed_on >= \(days.lowerBound) AND s.completed_on <= \(days.upperBound)"
    }

    private static func figures(
        by dimension: SurveyDimension, in days: ClosedRange<CalendarDay>, _ tx: Transaction
    ) throws -> [Int64: SurveyFigures] {
        try tx.rows(
            """
            SELECT \(dimension.column) AS id, \(sums) FROM survey s JOIN job j ON j.id = s.job_id
            WHERE \(condition(days)) AND \(dimension.column) IS NOT NULL GROUP BY \(dimension.column)
            """
        ).reduce(into: [:]) { all, row in all[try row("id")] = try figures(row) }
    }

    private static func figures(_ row: Row) throws -> SurveyFigures {
        SurveyFigures(
            scored: try row("scored"), satisfied: try row("satisfied"), sum: try row("sum"),
            promoters: try row("promoters"), detractors: try row("detractors"), recommended: try row("recommended"))
    }

    private static func names(
        of ids: [Int64], _ dimension: SurveyDimension, _ tx: Transaction
    ) throws -> [Int64: BothNames] {
        let rows: [Row] =
            switch dimension {
            case .dealer: try tx.rows("SELECT id, name AS name_fa, name AS name_en FROM dealer WHERE id IN (\(ids))")
            case .technician, .agent:
                try tx.rows("SELECT id, name AS name_fa, name AS name_en FROM person WHERE id IN (\(ids))")
            case .group: try tx.rows("SELECT id, name_fa, name_en FROM product_group WHERE id IN (\(ids))")
            case .city: try tx.rows("SELECT id, name_fa, name_en FROM city WHERE id IN (\(ids))")
            }
        return try rows.reduce(into: [:]) { $0[try $1("id")] = try BothNames($1) }
    }

    /// How the calls of each agent ended, of the jobs of a period: by the last call about each.
    static func rates(
        in days: ClosedRange<CalendarDay>, _ tx: Transaction
    ) throws -> [Int64: SurveyRates] {
        let rows = try tx.rows(
            """
            SELECT c.person_id, c.result, count(*) AS count FROM survey s JOIN survey_call c ON c.survey_id = s.id
            WHERE s.completed_on >= \(days.lowerBound) AND s.completed_on <= \(days.upperBound)
                AND c.id = (SELECT max(x.id) FROM survey_call x WHERE x.survey_id = s.id)
            GROUP BY c.person_id, c.result
            """)
        let counts: [Int64: [SurveyResult.Class: Int]] = try rows.reduce(into: [:]) { all, row in
            let (person, result, count): (Int64, SurveyResult, Int) = (
                try row("person_id"), try row("result"), try row("count")
            )
            all[person, default: [:]][result.standing, default: 0] += count
        }
        return counts.mapValues(SurveyRates.init)
    }
}
