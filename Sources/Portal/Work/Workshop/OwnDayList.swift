import Database
import Domain
import Ground

/// What a technician has on his bench, and what waits for whoever is free.
enum OwnDayList {
    static let most = 50

    /// What he can go on with first; of each the one that was moved longest ago.
    static func own(of person: ID<Person>, _ tx: Transaction) throws -> [BenchItemRow] {
        let rows = try tx.rows(
            """
            SELECT \(BenchItemRow.columns) FROM \(BenchItemRow.tables)
            WHERE i.technician_id = \(person) AND i.state IN (\(BenchState.open))
            ORDER BY i.moved_at, i.id LIMIT \(literal: most)
            """
        ).map(BenchItemRow.init)
        return rows.filter { !$0.state.isWaiting } + rows.filter(\.state.isWaiting)
    }

    /// What nobody has, on his own benches or on none.
    static func backlog(of person: ID<Person>, _ tx: Transaction) throws -> [BenchItemRow] {
        let benches: [ID<Bench>] = try tx.list("SELECT bench_id FROM bench_person WHERE person_id = \(person)")
        let place: SQL = benches.isEmpty ? "i.bench_id IS NULL" : "(i.bench_id IS NULL OR i.bench_id IN (\(benches)))"
        return try tx.rows(
            """
            SELECT \(BenchItemRow.columns) FROM \(BenchItemRow.tables)
            WHERE i.state = 'queue' AND i.technician_id IS NULL AND \(place)
            ORDER BY i.moved_at, i.id LIMIT \(literal: most)
            """
        ).map(BenchItemRow.init)
    }
}
