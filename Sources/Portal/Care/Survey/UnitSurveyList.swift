import Database
import Domain
import Ground

/// What was said in the calls after the jobs of one machine.
enum UnitSurveyList {
    struct Said: Sendable {
        let job: String
        let score: Int64?
        let words: String
        let endedAt: Instant
    }

    /// Those that said something, the newest first.
    static func all(of unit: ID<Unit>, limit: Int, _ tx: Transaction) throws -> [Said] {
        try tx.rows(
            """
            SELECT j.number, s.score, s.words, s.ended_at FROM job j JOIN survey s ON s.job_id = j.id
            WHERE j.unit_id = \(unit) AND s.state = 'done' AND (s.score IS NOT NULL OR s.words <> '')
            ORDER BY s.ended_at DESC, s.id DESC LIMIT \(literal: limit)
            """
        ).map {
            Said(
                job: try $0("number"), score: try $0.optional("score"), words: try $0("words"),
                endedAt: try $0("ended_at"))
        }
    }
}
