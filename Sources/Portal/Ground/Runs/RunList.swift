import Database
import Domain

/// What the page of runs reads.
package enum RunList {
    /// Newest first.
    package static func page(
        _ states: [RunState], before: ID<Run>?, limit: Int, _ tx: Transaction
    ) throws -> [RunRow] {
        let older: SQL = before.map { "AND r.id < \($0)" } ?? ""
        return try tx.rows(
            """
            \(RunRow.columns) WHERE r.state IN (\(states.map(\.rawValue))) \(older)
            ORDER BY r.id DESC LIMIT \(literal: limit)
            """
        ).map(RunRow.init)
    }

    package static func counts(_ tx: Transaction) throws -> [RunState: Int] {
        try tx.rows("SELECT state, count(*) AS count FROM run GROUP BY state").reduce(into: [:]) { all, row in
            all[try row("state")] = try row("count") as Int
        }
    }
}
