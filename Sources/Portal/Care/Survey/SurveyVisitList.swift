import Database
import Domain
import Ground

/// What was done, for whoever calls.
enum SurveyVisitList {
    private static let most = 5

    static func all(of job: ID<Job>, _ tx: Transaction) throws -> [SurveySheetData.Visit] {
        try tx.rows(
            """
            SELECT visited_on, symptom, remedy FROM visit WHERE job_id = \(job) ORDER BY id DESC LIMIT \(literal: most)
            """
        ).map {
            SurveySheetData.Visit(day: try $0("visited_on"), symptom: try $0("symptom"), remedy: try $0("remedy"))
        }
    }
}
