import Base
import Database
import Domain
import Ground
import Web

/// By what scores are told apart.
enum SurveyDimension: String, CaseIterable, Sendable {
    case dealer, technician, group, model, city, agent, topic

    var column: SQL {
        switch self {
        case .dealer: "s.dealer_id"
        case .technician: "j.technician_id"
        case .group: "j.group_id"
        case .model: "u.model_id"
        case .city: "j.city_id"
        case .agent: "s.ended_by"
        case .topic: "g.topic_id"
        }
    }

    /// What it is told by beside the job: an opinion counts under each of its topics.
    var table: SQL {
        switch self {
        case .model: "JOIN unit u ON u.id = j.unit_id"
        case .topic: "JOIN survey_tag g ON g.survey_id = s.id"
        case .dealer, .technician, .group, .city, .agent: ""
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
        /// What all but the agent have heard there, where one alone is looked at.
        let others: SurveyFigures?
        /// Of an agent's calls.
        let rates: SurveyRates?
    }

    static func past(_ days: ClosedRange<CalendarDay>) -> ClosedRange<CalendarDay> {
        let length = days.lowerBound.distance(to: days.upperBound) + 1
        return days.lowerBound.adding(days: -length)...days.lowerBound.adding(days: -1)
    }

    /// - Parameter agent: whose calls alone are counted; nil for those of all.
    static func lines(
        by dimension: SurveyDimension, in days: ClosedRange<CalendarDay>, calledBy agent: ID<Person>?, _ tx: Transaction
    ) throws -> [Line] {
        let his: SQL = agent.map { "AND s.ended_by = \($0)" } ?? ""
        let now = try figures(by: dimension, in: days, his, tx)
        let before = try figures(by: dimension, in: past(days), his, tx)
        let others = try agent.map {
            try figures(by: dimension, in: days, "AND (s.ended_by IS NULL OR s.ended_by <> \($0))", tx)
        }
        let rates = dimension == .agent ? try rates(in: days, tx) : [:]
        let ids = Set(now.keys).union(rates.keys).sorted()
        let names = try names(of: ids, dimension, tx)
        return ids.map { id in
            Line(
                id: id, name: names[id] ?? BothNames(fa: "–", en: "–"), now: now[id] ?? .none, before: before[id],
                others: others?[id], rates: rates[id])
        }.sorted { left, right in
            // By the lower bound, so that a few good words do not stand above many.
            let (a, b) = (left.now.interval?.low ?? -1, right.now.interval?.low ?? -1)
            return a == b ? (right.now.scored, left.id) < (left.now.scored, right.id) : a > b
        }
    }

    /// Whether all scores of both periods mean the same: by questions that are asked and weighed alike.
    static func areComparable(_ days: ClosedRange<CalendarDay>, _ tx: Transaction) throws -> Bool {
        let versions: [ID<SurveyVersion>] = try tx.list(
            """
            SELECT DISTINCT s.version_id FROM survey s WHERE s.state = 'done' AND s.score IS NOT NULL
                AND s.completed_on >= \(past(days).lowerBound) AND s.completed_on <= \(days.upperBound)
            """)
        let scripts = try versions.map { try SurveyScriptStore.find($0, tx).script }
        return scripts.dropFirst().allSatisfy { script in scripts.first.map { script.scores(as: $0) } ?? true }
    }

    /// Of all together.
    static func total(
        in days: ClosedRange<CalendarDay>, calledBy agent: ID<Person>?, _ tx: Transaction
    ) throws -> SurveyFigures {
        let his: SQL = agent.map { "AND s.ended_by = \($0)" } ?? ""
        return try figures(tx.one("SELECT \(sums) FROM survey s WHERE \(condition(days)) \(his)"))
    }

    private static let sums: SQL = """
        count(s.score) AS scored, coalesce(sum(CASE WHEN s.score >= 40 THEN 1 ELSE 0 END), 0) AS satisfied,
        coalesce(sum(s.score), 0) AS sum, coalesce(sum(CASE WHEN s.recommendation >= 9 THEN 1 ELSE 0 END), 0) AS promoters,
        coalesce(sum(CASE WHEN s.recommendation <= 6 THEN 1 ELSE 0 END), 0) AS detractors,
        count(s.recommendation) AS recommended, coalesce(sum(CASE WHEN s.score = 50 THEN 1 ELSE 0 END), 0) AS best
        """

    private static func condition(_ days: ClosedRange<CalendarDay>) -> SQL {
        "s.state = 'done' AND s.completed_on >= \(days.lowerBound) AND s.completed_on <= \(days.upperBound)"
    }

    private static func figures(
        by dimension: SurveyDimension, in days: ClosedRange<CalendarDay>, _ further: SQL, _ tx: Transaction
    ) throws -> [Int64: SurveyFigures] {
        try tx.rows(
            """
            SELECT \(dimension.column) AS id, \(sums) FROM survey s JOIN job j ON j.id = s.job_id \(dimension.table)
            WHERE \(condition(days)) AND \(dimension.column) IS NOT NULL \(further) GROUP BY \(dimension.column)
            """
        ).reduce(into: [:]) { all, row in all[try row("id")] = try figures(row) }
    }

    private static func figures(_ row: Row) throws -> SurveyFigures {
        SurveyFigures(
            scored: try row("scored"), satisfied: try row("satisfied"), sum: try row("sum"),
            promoters: try row("promoters"), detractors: try row("detractors"), recommended: try row("recommended"),
            top: try row("best"))
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
            case .model:
                try tx.rows("SELECT id, name AS name_fa, name AS name_en FROM product_model WHERE id IN (\(ids))")
            case .topic: try tx.rows("SELECT id, name_fa, name_en FROM survey_topic WHERE id IN (\(ids))")
            }
        return try rows.reduce(into: [:]) { $0[try $1("id")] = try BothNames($1) }
    }

    /// How the calls of each agent ended, of the jobs of a period: by the last call about each.
    private static func rates(
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
