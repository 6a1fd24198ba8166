import Database
import Domain

/// Runs that rest between what they do, each until its own hour.
extension RunStore {
    /// Asks for the one run of its kind, to begin at that moment at the latest; one that failed is begun again.
    package static func call(_ kind: String, by moment: Instant, in company: OpenCompany, _ tx: Transaction) throws {
        try tx.execute(
            """
            INSERT INTO run (kind, subject_id, state, not_before, made_at)
            VALUES (\(kind), 0, 'waiting', \(moment), \(tx.now)) ON CONFLICT DO NOTHING
            """)
        try tx.execute(
            """
            UPDATE run SET not_before = \(moment)
            WHERE kind = \(kind) AND subject_id = 0 AND state = 'waiting' AND not_before > \(moment)
            """)
        tx.afterCommit(company.wake)
    }

    /// - Parameter moment: when it begins again; nil where it is at its end.
    static func rest(_ id: ID<Run>, until moment: Instant?, _ tx: Transaction) throws {
        try end(id, again: nil, tx)
        guard let moment else { return }
        // Of what was due long ago there is more than one turn does: who came meanwhile goes first.
        let next = max(moment, tx.now)
        try tx.execute(
            """
            UPDATE run SET state = 'waiting', step = '', attempts = 0, done = 0, ended_at = NULL, not_before = \(next)
            WHERE id = \(id)
            """)
    }
}
