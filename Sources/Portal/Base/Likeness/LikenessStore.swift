import Database
import Domain
import Ground
import Web

/// Pairs of one kind of thing that may be one.
struct LikenessTable<Thing>: Sendable {
    let name: SQL

    /// One that is known is only seen again: what somebody has said of it stays.
    func add(_ pairs: Set<Likeness<Thing>>, _ reason: LikenessReason, _ tx: Transaction) throws {
        let all = pairs.sorted { ($0.one, $0.other) < ($1.one, $1.other) }
        for start in stride(from: 0, to: all.count, by: Self.together) {
            let rows = all[start..<min(start + Self.together, all.count)].map { pair -> SQL in
                "(\(pair.one), \(pair.other), \(reason), \(tx.now))"
            }
            try tx.later(
                """
                INSERT INTO \(name) (one_id, other_id, reason, seen_at)
                VALUES \(rows.dropFirst().reduce(rows[0]) { $0 + "," + $1 })
                ON CONFLICT (one_id, other_id) DO UPDATE SET reason = excluded.reason, seen_at = excluded.seen_at
                """)
        }
    }

    private static var together: Int { 200 }

    /// Those that the run has not seen any more.
    func drop(notSeenSince moment: Instant, _ tx: Transaction) throws {
        _ = try tx.execute("DELETE FROM \(name) WHERE settled_at IS NULL AND seen_at < \(moment)")
    }

    /// - Parameter isSettled: whether they are two, or may be one after all.
    /// - Throws: `Refusal.hidden` where there is no such pair.
    func settle(_ id: Int64, _ isSettled: Bool, by person: ID<Person>, _ tx: Transaction) throws -> Likeness<Thing> {
        guard let row = try tx.row("SELECT one_id, other_id FROM \(name) WHERE id = \(id)"),
            let pair = Likeness<Thing>(try row("one_id"), try row("other_id"))
        else { throw Refusal.hidden }
        _ = try tx.execute(
            """
            UPDATE \(name) SET settled_by = \(isSettled ? person : nil), settled_at = \(isSettled ? tx.now : nil)
            WHERE id = \(id)
            """)
        return pair
    }
}

enum LikenessStore {
    static let customers = LikenessTable<Customer>(name: "customer_likeness")
    static let units = LikenessTable<Unit>(name: "unit_likeness")
}

extension LikenessReason: ColumnValue {}
