import Base
import Database
import Domain
import Ground
import Web

/// What a stranger with a link may read of a job: nothing of money, of other jobs, of where and who its customer is.
struct TrackSheet: Sendable {
    let number: String
    let service: String
    let group: BothNames
    let state: JobState
    let waiting: String?
    /// Who comes; not before he has said that he does.
    let dealer: String?
    /// When each step was last begun.
    let since: [TrackStep: Instant]
    let row: Row
}

enum TrackList {
    static func sheet(_ job: ID<Job>, _ tx: Transaction) throws -> TrackSheet {
        let row = try tx.one(
            """
            SELECT j.number, j.service_type, j.state, j.waiting, j.received_at, j.completed_at, j.appointment_on,
                   j.appointment_from, j.appointment_to, g.name_fa, g.name_en,
                   CASE WHEN j.accepted_at IS NULL THEN NULL ELSE d.name END AS dealer
            FROM job j JOIN product_group g ON g.id = j.group_id LEFT JOIN dealer d ON d.id = j.dealer_id
            WHERE j.id = \(job)
            """)
        var since: [TrackStep: Instant] = [.received: try row("received_at")]
        let moves = try tx.rows(
            """
            SELECT to_state, max(at) AS at FROM job_event WHERE job_id = \(job) AND to_state IS NOT NULL GROUP BY to_state
            """)
        for move in moves {
            guard let step = TrackStep(try move("to_state")), step != .received else { continue }
            since[step] = try move("at")
        }
        if let done: Instant = try row.optional("completed_at") { since[.done] = done }
        return TrackSheet(
            number: try row("number"), service: try row("service_type"),
            group: BothNames(fa: try row("name_fa"), en: try row("name_en")), state: try row("state"),
            waiting: try row.optional("waiting"), dealer: try row.optional("dealer"), since: since, row: row)
    }
}
