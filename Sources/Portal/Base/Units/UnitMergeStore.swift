import Database
import Domain
import Ground
import Web

enum UnitMergeStore {
    struct Merge: Sendable {
        let id: ID<UnitMerge>
        let kept: ID<Unit>
        let gone: ID<Unit>
        /// Of the one that went.
        let serial: String
        let moved: [String: [Int64]]
        let filled: [String: CalendarDay]
        let madeAt: Instant
        let undoneAt: Instant?
    }

    /// Days of a machine, by the columns that hold them.
    private static let columns: [CoverDay: SQL] = [
        .sale: "purchased_on", .installation: "installed_on", .activation: "activated_on", .production: "produced_on",
    ]
    private static let void = "void"

    /// What turned out to be the one that goes is the one that stays too: nobody follows from one to the next.
    static let moveMerged = UnitMove("merged") { unit, tx in
        try tx.list("SELECT id FROM unit WHERE merged_into = \(unit) ORDER BY id")
    } move: { ids, unit, tx in
        _ = try tx.execute("UPDATE unit SET merged_into = \(unit) WHERE id IN (\(ids))")
    }

    static func join(
        _ gone: UnitSheet, to kept: UnitSheet, reason: String, moved: [String: [Int64]], by person: ID<Person>,
        _ tx: Transaction
    ) throws {
        let days = MayMergeUnits.filled(kept.facts.dates, from: gone.facts.dates)
        var filled = Dictionary(uniqueKeysWithValues: days.map { ($0.key.rawValue, $0.value) })
        for (day, value) in days { try set(columns[day]!, to: value, of: kept.id, tx) }
        // Nobody gets a warranty back by a merge.
        if kept.facts.void == nil, let void = gone.facts.void {
            filled[Self.void] = void.day
            try set("voided_on", to: void.day, of: kept.id, tx)
            _ = try tx.execute("UPDATE unit SET void_reason = \(void.reason) WHERE id = \(kept.id)")
        }
        try tx.execute(
            """
            INSERT INTO unit_merge (kept_id, gone_id, reason, moved, filled, made_by, made_at)
            VALUES (\(kept.id), \(gone.id), \(reason), \(JSONText.of(moved)),
                    \(JSONText.of(filled.mapValues(\.isoText))), \(person), \(tx.now))
            """)
        try tx.execute(
            "UPDATE unit SET merged_into = \(kept.id), version = version + 1 WHERE id = \(gone.id)")
        try tx.execute("UPDATE unit SET version = version + 1 WHERE id = \(kept.id)")
        try tx.execute("DELETE FROM unit_part WHERE unit_id = \(gone.id)")
        try UnitStore.rewrite(partsOf: kept.id, tx)
    }

    static func find(_ id: ID<UnitMerge>, _ tx: Transaction) throws -> Merge? {
        try tx.row(
            """
            SELECT m.kept_id, m.gone_id, m.moved, m.filled, m.made_at, m.undone_at, u.serial
            FROM unit_merge m JOIN unit u ON u.id = m.gone_id WHERE m.id = \(id)
            """
        ).map { row in
            let filled: [String: String] = try JSONText.read(try row("filled"))
            return Merge(
                id: id, kept: try row("kept_id"), gone: try row("gone_id"), serial: try row("serial"),
                moved: try JSONText.read(try row("moved")), filled: filled.compactMapValues { CalendarDay(iso: $0) },
                madeAt: try row("made_at"), undoneAt: try row.optional("undone_at"))
        }
    }

    /// Days that were corrected meanwhile stay.
    static func part(_ merge: Merge, by person: ID<Person>, _ tx: Transaction) throws {
        for (day, column) in columns { try clear(column, merge.filled[day.rawValue], of: merge.kept, tx) }
        if try clear("voided_on", merge.filled[void], of: merge.kept, tx) {
            _ = try tx.execute("UPDATE unit SET void_reason = '' WHERE id = \(merge.kept)")
        }
        try tx.execute("UPDATE unit SET merged_into = NULL, version = version + 1 WHERE id = \(merge.gone)")
        try tx.execute("UPDATE unit SET version = version + 1 WHERE id = \(merge.kept)")
        try tx.execute(
            "UPDATE unit_merge SET undone_by = \(person), undone_at = \(tx.now) WHERE id = \(merge.id)")
        for unit in [merge.kept, merge.gone] { try UnitStore.rewrite(partsOf: unit, tx) }
    }

    /// Those that can still be taken back, the newest first.
    static func undoable(of kept: ID<Unit>, _ tx: Transaction) throws -> [(id: ID<UnitMerge>, serial: String)] {
        let since = tx.now.adding(seconds: -Int64(MayMergeUnits.daysToUndo) * 86_400)
        return try tx.rows(
            """
            SELECT m.id, u.serial FROM unit_merge m JOIN unit u ON u.id = m.gone_id
            WHERE m.kept_id = \(kept) AND m.undone_at IS NULL AND m.made_at >= \(since) ORDER BY m.id DESC LIMIT 10
            """
        ).map { (id: try $0("id"), serial: try $0("serial")) }
    }

    /// Why somebody merged them may name whose they were.
    static let erasing = Erasing { erasure, tx in
        let own: SQL = "SELECT id FROM unit WHERE customer_id = \(erasure.customer)"
        try tx.execute("UPDATE unit_merge SET reason = '' WHERE kept_id IN (\(own)) OR gone_id IN (\(own))")
        return []
    }

    /// In the history of the one whose machine went.
    static func tell(_ kind: String, _ unit: UnitSheet, by person: ID<Person>, _ tx: Transaction) throws {
        let event = Event(kind, of: .customer(unit.owner), in: "customers", detail: ["serial": unit.serial])
        try EventStore.add(event, by: person, tx)
    }

    private static func set(_ column: SQL, to day: CalendarDay, of unit: ID<Unit>, _ tx: Transaction) throws {
        _ = try tx.execute("UPDATE unit SET \(column) = \(day) WHERE id = \(unit)")
    }

    /// - Returns: whether it still was that day.
    @discardableResult
    private static func clear(
        _ column: SQL, _ day: CalendarDay?, of unit: ID<Unit>, _ tx: Transaction
    ) throws -> Bool {
        guard let day else { return false }
        return try tx.execute("UPDATE unit SET \(column) = NULL WHERE id = \(unit) AND \(column) = \(day)") == 1
    }
}
