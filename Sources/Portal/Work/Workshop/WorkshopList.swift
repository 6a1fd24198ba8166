import Database
import Domain
import Ground

/// The board of the workshop: how many machines stand where, and those of each state that have stood there for longest.
enum WorkshopList {
    /// Cards in one column: the rest is behind «n more».
    static let most = 8

    static func counts(_ filter: BenchFilter, _ tx: Transaction) throws -> [BenchState: Int] {
        try tx.rows(counting(filter)).reduce(into: [:]) { $0[try $1("state")] = try $1("items") }
    }

    static func counting(_ filter: BenchFilter) -> SQL {
        """
        SELECT i.state, count(*) AS items FROM bench_item i
        WHERE i.state IN (\(BenchState.open)) AND \(BenchItemList.within(filter)) GROUP BY i.state
        """
    }

    /// Those whose promised day is over. The walk goes over what is here, not over what was handed over in years.
    static func late(_ filter: BenchFilter, today: CalendarDay, _ tx: Transaction) throws -> Int {
        try tx.value(
            """
            SELECT count(*) FROM bench_item i JOIN job_intake k ON k.job_id = i.job_id
            WHERE i.state IN (\(BenchState.open)) AND k.promised_on < \(today) AND \(BenchItemList.within(filter))
            """) ?? 0
    }

    /// The first of each column, in one journey: each part reads the index of its state as far as its limit.
    static func columns(
        _ filter: BenchFilter, limit: Int = most, _ tx: Transaction
    ) throws -> [BenchState: [BenchItemRow]] {
        let ids: [ID<BenchItem>] = try tx.list(first(filter, limit: limit))
        guard !ids.isEmpty else { return [:] }
        let rows = try tx.rows(
            """
            SELECT \(BenchItemRow.columns) FROM \(BenchItemRow.tables) WHERE i.id IN (\(ids)) ORDER BY i.moved_at, i.id
            """
        ).map(BenchItemRow.init)
        return Dictionary(grouping: rows, by: \.state)
    }

    static func first(_ filter: BenchFilter, limit: Int) -> SQL {
        let parts = BenchState.open.map { state -> SQL in
            """
            SELECT * FROM (SELECT i.id FROM bench_item i WHERE i.state = \(state) AND \(BenchItemList.within(filter))
                ORDER BY i.moved_at, i.id LIMIT \(literal: limit)) AS \(SQL(trusted: "of_\(state.rawValue)"))
            """
        }
        return parts.dropFirst().reduce(parts[0]) { $0 + "UNION ALL" + $1 }
    }

    /// How many machines that are still here each bench has.
    static func loads(_ tx: Transaction) throws -> [ID<Bench>: Int] {
        try tx.rows(
            """
            SELECT bench_id, count(*) AS items FROM bench_item
            WHERE state IN (\(BenchState.open)) AND bench_id IS NOT NULL GROUP BY bench_id
            """
        ).reduce(into: [:]) { $0[try $1("bench_id")] = try $1("items") }
    }
}
