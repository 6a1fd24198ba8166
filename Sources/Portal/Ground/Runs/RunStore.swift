import Database
import Domain

package enum RunState: String, CaseIterable, ColumnValue, Sendable { case waiting, running, done, failed }

/// One run as it stands.
package struct RunRow: Sendable {
    package let id: ID<Run>
    package let kind: String
    package let subject: Int64
    package let state: RunState
    package let step: String
    package let attempts: Int
    package let notBefore: Instant
    package let done: Int
    package let total: Int
    /// Why it failed, or failed the last time.
    package let failure: Complaint?
    package let maker: String?
    package let madeAt: Instant
    package let endedAt: Instant?

    static let columns: SQL = """
        SELECT r.id, r.kind, r.subject_id, r.state, r.step, r.attempts, r.not_before, r.done, r.total, r.failed_key,
               r.failed_values, r.made_at, r.ended_at, p.name AS maker
        FROM run r LEFT JOIN person p ON p.id = r.made_by
        """

    init(_ row: Row) throws {
        (id, kind, subject) = (try row("id"), try row("kind"), try row("subject_id"))
        (state, step, attempts) = (try row("state"), try row("step"), try row("attempts"))
        (notBefore, done, total) = (try row("not_before"), try row("done"), try row("total"))
        let key: String? = try row.optional("failed_key")
        let values: [String] = try JSONText.read(row("failed_values"))
        failure = key.map { Complaint($0, values: values) }
        (maker, madeAt, endedAt) = (try row.optional("maker"), try row("made_at"), try row.optional("ended_at"))
    }

    package var isOpen: Bool { state == .waiting || state == .running }
}

/// Runs, and who works on them. A run is taken on by a fresh token with an end; each step says again that it is his who
/// writes, in the transaction of its work, so a worker who comes late changes nothing.
package enum RunStore {
    /// Seconds of silence after which whoever works on a run is taken for dead.
    package static let lease: Int64 = 60

    /// Asks for a run, unless one of its kind is open for this thing; one that failed is begun again. It begins once this
    /// transaction is on the disk.
    /// - Parameter step: where it begins, in the kind's own words.
    package static func add(
        _ kind: String, of subject: Int64 = 0, from step: String = "", total: Int = 0, by person: ID<Person>?,
        in company: OpenCompany, _ tx: Transaction
    ) throws {
        if let last = try last(kind, of: subject, tx), last.state == .failed {
            try tx.execute("UPDATE run SET step = \(step), total = \(total) WHERE id = \(last.id)")
            _ = try again(last.id, in: company, tx)
            return
        }
        try tx.execute(
            """
            INSERT INTO run (kind, subject_id, state, step, not_before, total, made_by, made_at)
            VALUES (\(kind), \(subject), 'waiting', \(step), \(tx.now), \(total), \(person), \(tx.now))
            ON CONFLICT DO NOTHING
            """)
        tx.afterCommit(company.wake)
    }

    /// One that is done by itself from time to time is done now.
    package static func hurry(_ kind: String, in company: OpenCompany, _ tx: Transaction) throws {
        try tx.execute(
            "UPDATE run SET not_before = \(tx.now) WHERE kind = \(kind) AND state = 'waiting' AND not_before > \(tx.now)"
        )
        tx.afterCommit(company.wake)
    }

    /// The newest of a thing.
    package static func last(_ kind: String, of subject: Int64, _ tx: Transaction) throws -> RunRow? {
        try tx.row(
            """
            \(RunRow.columns) WHERE r.kind = \(kind) AND r.subject_id = \(subject) ORDER BY r.id DESC LIMIT 1
            """
        ).map(RunRow.init)
    }

    package static func find(_ id: ID<Run>, _ tx: Transaction) throws -> RunRow? {
        try tx.row("\(RunRow.columns) WHERE r.id = \(id)").map(RunRow.init)
    }

    /// One that failed goes on where it stopped. - Returns: false where it is not failed, or another one is open.
    package static func again(_ id: ID<Run>, in company: OpenCompany, _ tx: Transaction) throws -> Bool {
        let isAgain =
            try tx.execute(
                """
                UPDATE run SET state = 'waiting', attempts = 0, not_before = \(tx.now), ended_at = NULL
                WHERE id = \(id) AND state = 'failed' AND NOT EXISTS
                    (SELECT 1 FROM run o WHERE o.kind = run.kind AND o.subject_id = run.subject_id
                     AND o.state IN ('waiting', 'running'))
                """) == 1
        if isAgain { tx.afterCommit(company.wake) }
        return isAgain
    }
}

/// For whoever works on them.
extension RunStore {
    /// Those that are done from time to time are there, each once.
    static func ensure(_ kinds: [any RunKind], _ tx: Transaction) throws {
        for kind in kinds where kind.every != nil {
            try tx.execute(
                """
                INSERT INTO run (kind, subject_id, state, not_before, made_at)
                VALUES (\(kind.name), 0, 'waiting', \(tx.now), \(tx.now)) ON CONFLICT DO NOTHING
                """)
        }
    }

    static func hasAll(_ kinds: [any RunKind], _ tx: Transaction) throws -> Bool {
        let wanted = kinds.filter { $0.every != nil }.map(\.name)
        let open = try tx.list(
            "SELECT kind FROM run WHERE kind IN (\(wanted)) AND subject_id = 0 AND state IN ('waiting', 'running')",
            as: String.self)
        return Set(open).count == wanted.count
    }

    /// Whether `claim` would find one: looking costs no turn at the store's writer.
    static func isDue(_ kinds: [String], _ tx: Transaction) throws -> Bool {
        try tx.value("\(due(kinds, tx.now)) LIMIT 1", as: Int64.self) != nil
    }

    private static func due(_ kinds: [String], _ now: Instant) -> SQL {
        """
        SELECT id FROM run WHERE state IN ('waiting', 'running') AND kind IN (\(kinds))
        AND (state = 'waiting' AND not_before <= \(now)
             OR state = 'running' AND (lease_until < \(now) OR lease_until > \(now.adding(seconds: 2 * lease))))
        """
    }

    /// Takes on the run that has waited longest, or one whose worker is silent. A lease that ends far in the future is
    /// from a clock that was wrong.
    /// - Parameter only: this one and no other.
    static func claim(_ kinds: [String], only: ID<Run>? = nil, token: String, _ tx: Transaction) throws -> RunRow? {
        let now = tx.now
        let that: SQL = only.map { "AND id = \($0)" } ?? ""
        let id: ID<Run>? = try tx.value("\(due(kinds, now)) \(that) ORDER BY not_before, id LIMIT 1")
        guard let id else { return nil }
        try tx.execute(
            """
            UPDATE run SET state = 'running', lease_token = \(token), lease_until = \(now.adding(seconds: lease)),
                attempts = attempts + 1 WHERE id = \(id)
            """)
        return try find(id, tx)
    }

    /// - Throws: `OvertakenRun` where somebody else works on it, or nobody may any more.
    static func hold(_ id: ID<Run>, _ token: String, _ tx: Transaction) throws {
        let isMine =
            try tx.execute(
                """
                UPDATE run SET lease_until = \(tx.now.adding(seconds: lease))
                WHERE id = \(id) AND state = 'running' AND lease_token = \(token)
                """) == 1
        guard isMine else { throw OvertakenRun() }
    }

    /// Tries are counted anew only where it would not come to the same step again: a kind that begins at its start each time
    /// would else break off at the same place for ever.
    static func advance(_ id: ID<Run>, to mark: RunProgress, _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE run SET step = \(mark.step), done = \(mark.done), total = coalesce(\(mark.total), total),
                attempts = CASE WHEN step = \(mark.step) THEN attempts ELSE 0 END, failed_key = NULL, failed_values = '[]' WHERE id = \(id)
            """)
    }

    /// - Parameter rest: what was left undone.
    static func end(_ id: ID<Run>, again every: Int64?, but rest: Complaint? = nil, _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE run SET state = 'done', done = CASE WHEN total > done THEN total ELSE done END, lease_token = NULL,
                lease_until = NULL, ended_at = \(tx.now), failed_key = \(rest?.key),
                failed_values = \(try JSONText.of(rest?.values ?? [])) WHERE id = \(id)
            """)
        guard let every else { return }
        try tx.execute(
            """
            UPDATE run SET state = 'waiting', step = '', attempts = 0, not_before = \(tx.now.adding(seconds: every))
            WHERE id = \(id)
            """)
    }

    /// Nobody works on it any more; it goes on after so many seconds. - Parameter why: nil where nothing is wrong.
    static func putBack(_ id: ID<Run>, after seconds: Int64, why: Complaint?, _ tx: Transaction) throws {
        let attempts: SQL = why == nil ? "0" : "attempts"
        try tx.execute(
            """
            UPDATE run SET state = 'waiting', lease_token = NULL, lease_until = NULL, attempts = \(attempts),
                not_before = \(tx.now.adding(seconds: seconds)), failed_key = \(why?.key),
                failed_values = \(try JSONText.of(why?.values ?? [])) WHERE id = \(id)
            """)
    }

    static func fail(_ id: ID<Run>, _ why: Complaint, _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE run SET state = 'failed', lease_token = NULL, lease_until = NULL, ended_at = \(tx.now),
                failed_key = \(why.key), failed_values = \(try JSONText.of(why.values)) WHERE id = \(id)
            """)
    }

    /// When somebody has to look again; nil where nothing is open.
    static func nextMoment(_ tx: Transaction) throws -> Instant? {
        try tx.value(
            """
            SELECT min(CASE WHEN state = 'waiting' THEN not_before ELSE lease_until END) FROM run
            WHERE state IN ('waiting', 'running')
            """)
    }

    /// Those that are done go after a week. - Returns: how many went.
    static func sweep(limit: Int, _ tx: Transaction) throws -> Int {
        let old = tx.now.adding(seconds: -7 * 86_400)
        return try tx.execute(
            """
            DELETE FROM run WHERE id IN
                (SELECT id FROM run WHERE state = 'done' AND ended_at < \(old)
                 LIMIT \(literal: limit))
            """)
    }
}
