import Database
import Domain

extension DemoList {
    struct Control: Sendable {
        let id: ID<QualityControl>
        let doneAt: Instant
    }

    /// Controls of dealers' jobs that wait, by the end of the job.
    static func controls(doneBefore end: Instant, _ tx: Transaction) throws -> [Control] {
        try tx.rows(
            """
            SELECT c.id, j.completed_at FROM quality_control c JOIN job j ON j.id = c.job_id
            WHERE c.state = 'waiting' AND c.dealer_id IS NOT NULL AND j.completed_at < \(end)
            ORDER BY j.completed_at, c.id
            """
        ).map { Control(id: try $0("id"), doneAt: try $0("completed_at")) }
    }

    static func control(of number: String, _ tx: Transaction) throws -> ID<QualityControl>? {
        try tx.value(
            """
            SELECT c.id FROM quality_control c JOIN job j ON j.id = c.job_id
            WHERE j.number = \(number) AND c.state = 'waiting' AND c.dealer_id IS NOT NULL
            """)
    }

    /// The rework that was ordered last and waits for its dealer's answer.
    static func offeredRework(_ tx: Transaction) throws -> (number: String, dealer: ID<Domain.Dealer>)? {
        try tx.row(
            """
            SELECT j.number, j.dealer_id FROM quality_rework r JOIN job j ON j.id = r.job_id
            WHERE r.job_id = (SELECT max(x.job_id) FROM quality_rework x) AND j.state = 'offered'
            """
        ).map { (number: try $0("number"), dealer: try $0("dealer_id")) }
    }

    /// The last job that was not drawn.
    static func notDrawn(_ tx: Transaction) throws -> String? {
        try tx.value(
            """
            SELECT j.number FROM quality_sample s JOIN job j ON j.id = s.job_id
            WHERE s.state = 'free' AND s.cause = 'share' ORDER BY j.completed_at DESC, j.id DESC LIMIT 1
            """)
    }

    /// A failed control whose rework nobody has answered.
    static func unmended(_ tx: Transaction) throws -> ID<QualityControl>? {
        try tx.value(
            """
            SELECT r.control_id FROM quality_rework r JOIN job j ON j.id = r.job_id WHERE j.state = 'offered'
            ORDER BY r.job_id LIMIT 1
            """)
    }
}
