import Database
import Domain
import Ground

/// What-if runs and their results. A run keeps only sums and the jobs that change most.
enum WhatIfStore {
    static func add(
        _ tariff: TariffRow, from: CalendarDay, to: CalendarDay, jobs: Int, by person: ID<Person>, _ tx: Transaction
    ) throws -> ID<WhatIfRun> {
        try tx.insert(
            """
            INSERT INTO what_if (tariff_id, revision, from_day, to_day, state, jobs, made_by, made_at)
            VALUES (\(tariff.id), \(tariff.revision), \(from), \(to), 'running', \(jobs), \(person), \(tx.now))
            """)
    }

    /// From the start again. - Returns: false where it runs already or is done.
    static func begin(_ id: ID<WhatIfRun>, jobs: Int, revision: Int, _ tx: Transaction) throws -> Bool {
        try tx.execute(
            """
            UPDATE what_if SET state = 'running', jobs = \(jobs), done = 0, revision = \(revision), ended_at = NULL,
                failed_job = NULL, failed_key = NULL, failed_values = '[]'
            WHERE id = \(id) AND state = 'failed'
            """) == 1
    }

    static func advance(_ id: ID<WhatIfRun>, to done: Int, _ tx: Transaction) throws {
        try tx.execute("UPDATE what_if SET done = \(done) WHERE id = \(id)")
    }

    static func fail(_ id: ID<WhatIfRun>, _ complaint: Complaint, _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE what_if SET state = 'failed', ended_at = \(tx.now), failed_key = \(complaint.key),
                failed_values = \(try JSONText.of(complaint.values))
            WHERE id = \(id) AND state = 'running'
            """)
    }

    static func end(_ id: ID<WhatIfRun>, _ result: WhatIf, _ tx: Transaction) throws {
        try tx.execute(
            """
            UPDATE what_if SET state = 'done', ended_at = \(tx.now), failed_job = \(result.failure?.number),
                failed_key = \(result.failure?.complaint.key),
                failed_values = \(try JSONText.of(result.failure?.complaint.values ?? []))
            WHERE id = \(id)
            """)
        try add(result.sums, to: id, tx)
        for (position, change) in result.largest.enumerated() { try add(change, position, to: id, tx) }
    }

    private static func add(
        _ sums: [WhatIfSum.Key: WhatIfSum], to id: ID<WhatIfRun>, _ tx: Transaction
    ) throws {
        let ordered = sums.sorted { ($0.key.kind.rawValue, $0.key.code) < ($1.key.kind.rawValue, $1.key.code) }
        for (key, sum) in ordered {
            try tx.execute(
                """
                INSERT INTO what_if_sum (what_if_id, kind, code, jobs, changed, computed, priced)
                VALUES (\(id), \(key.kind), \(key.code), \(sum.jobs), \(sum.changed), \(sum.computed), \(sum.priced))
                """)
        }
    }

    private static func add(
        _ change: WhatIf.Change, _ position: Int, to id: ID<WhatIfRun>, _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO what_if_job (what_if_id, position, job_id, calculation_id, priced, lines)
            VALUES (\(id), \(position + 1), \(change.job.id), \(change.computed.id), \(change.calculation.payable),
                    \(try JSONText.of(change.calculation.lines.map { FrozenLine($0) })))
            """)
    }
}

extension WhatIfSum.Kind: ColumnValue {}
