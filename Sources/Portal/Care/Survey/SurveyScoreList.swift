import Base
import Database
import Domain
import Ground
import Web

/// By what scores are told apart.
enum SurveyDimension: String, CaseIterable, Sendable {
    case dealer, technician, group, city, agent, topic

    var column: SQL {
        switch self {
        case .dealer: "s.dealer_id"
        case .technician: "j.technician_id"
        case .group: "j.group_id"
        case .city: "j.city_id"
        case .agent: "s.ended_by"
        case .topic: "g.topic_id"
        }
    }

    /// What it is told by beside the job: an opinion counts under each of its topics.
    var table: SQL { self == .topic ? "JOIN survey_tag g ON g.survey_id = s.id" : "" }
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
            \(dimension.table) WHERE \(condition(days)) AND \(dimension.column) IS NOT NULL GROUP BY \(dimension.column)
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
            case .topic: try tx.rows("SELECT id, name_fa, name_en FROM survey_topic WHERE id IN (\(ids))")
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
