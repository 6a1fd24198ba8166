import Database
import Domain
import Work

/// Controls of dealers' jobs that failed by their work and that nothing has made good yet.
enum QualityBlockList {
    static let kind = BlockKind("failed_controls", in: .pieces) { least, _, only, tx in
        let one: SQL = only.map { "AND c.dealer_id = \($0)" } ?? ""
        return try tx.rows(
            """
            SELECT c.dealer_id, count(*) AS controls, min(j.completed_on) AS oldest FROM quality_control c
            JOIN job j ON j.id = c.job_id
            WHERE c.dealer_id IS NOT NULL AND c.state = 'failed' AND c.is_current = 1 AND c.cause = 'work'
                AND EXISTS (SELECT 1 FROM quality_sample s WHERE s.job_id = c.job_id AND s.state = 'held') \(one)
            GROUP BY c.dealer_id HAVING count(*) >= \(least)
            """
        ).map {
            BlockKind.Found(dealer: try $0("dealer_id"), count: try $0("controls"), since: try $0.optional("oldest"))
        }
    }
}
