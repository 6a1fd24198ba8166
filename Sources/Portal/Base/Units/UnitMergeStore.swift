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
        let filled: [UnitKnowledge.Part]
        let madeAt: Instant
        let undoneAt: Instant?
    }

    /// All of this wing that names a machine and goes over with it, called by the column that does; other wings add theirs to
    /// `UnitSlots.moves`. The test of merges holds this list against all columns that refer to a unit.
    static let moves: [UnitMove] =
        [UnitGrantStore.moveExtensions, UnitGrantStore.moveGuarantees, WarrantyCardStore.moveUnit, UnitStore.moveFiles]
        + ExchangeStore.moves + [moveCovers, moveMerged]

    /// Those that came for the one that goes, or for one that came for it: its cover is that of the one that stays.
    private static let moveCovers = UnitMove("unit.cover_unit_id") { unit, tx in
        try tx.list("SELECT id FROM unit WHERE cover_unit_id = \(unit) ORDER BY id")
    } move: { ids, unit, tx in
        _ = try tx.execute("UPDATE unit SET cover_unit_id = \(unit) WHERE id IN (\(ids))")
    }

    /// What turned out to be the one that goes is the one that stays too: nobody follows from one to the next.
    private static let moveMerged = UnitMove("unit.merged_into") { unit, tx in
        try tx.list("SELECT id FROM unit WHERE merged_into = \(unit) ORDER BY id")
    } move: { ids, unit, tx in
        _ = try tx.execute("UPDATE unit SET merged_into = \(unit) WHERE id IN (\(ids))")
    }

    /// With a customer who turns out to be another.
    static let move = CustomerMove("unit_merge") { customer, tx in
        try tx.list("SELECT id FROM unit_merge WHERE customer_id = \(customer) ORDER BY id")
    } move: { ids, customer, tx in
        _ = try tx.execute("UPDATE unit_merge SET customer_id = \(customer) WHERE id IN (\(ids))")
    }

    static func join(
        _ merge: MayMergeUnits, moved: [String: [Int64]], by person: ID<Person>, _ tx: Transaction
    ) throws {
        let (kept, gone, reason) = (merge.kept, merge.gone, merge.reason)
        var known = try knowledge(of: kept, tx)
        let filled = known.fill(from: try knowledge(of: gone, tx))
        try write(known, of: kept, tx)
        if filled.contains(.void) {
            try tx.execute(
                """
                UPDATE unit SET void_customer_id = (SELECT void_customer_id FROM unit WHERE id = \(gone)) WHERE id = \(kept)
                """)
        }
        let owner = try UnitStore.owner(of: kept, tx)
        try tx.execute(
            """
            INSERT INTO unit_merge (kept_id, gone_id, customer_id, reason, moved, filled, made_by, made_at)
            VALUES (\(kept), \(gone), \(owner), \(reason), \(JSONText.of(moved)),
                    \(JSONText.of(filled)), \(person), \(tx.now))
            """)
        try tx.execute("UPDATE unit SET merged_into = \(kept), version = version + 1 WHERE id = \(gone)")
        try tx.execute("DELETE FROM unit_part WHERE unit_id = \(gone)")
        try UnitStore.rewrite(partsOf: kept, tx)
        try UnitCoverEndStore.stale(kept, gone, in: tx)
    }

    static func find(_ id: ID<UnitMerge>, _ tx: Transaction) throws -> Merge? {
        try tx.row(
            """
            SELECT m.kept_id, m.gone_id, m.moved, m.filled, m.made_at, m.undone_at, u.serial
            FROM unit_merge m JOIN unit u ON u.id = m.gone_id WHERE m.id = \(id)
            """
        ).map { row in
            Merge(
                id: id, kept: try row("kept_id"), gone: try row("gone_id"), serial: try row("serial"),
                moved: try JSONText.read(try row("moved")), filled: try JSONText.read(try row("filled")),
                madeAt: try row("made_at"), undoneAt: try row.optional("undone_at"))
        }
    }

    static func part(_ merge: Merge, by person: ID<Person>, _ tx: Transaction) throws {
        var (kept, gone) = (try knowledge(of: merge.kept, tx), try knowledge(of: merge.gone, tx))
        UnitKnowledge.part(&kept, from: &gone, filled: merge.filled)
        try write(kept, of: merge.kept, tx)
        try write(gone, of: merge.gone, tx)
        try tx.execute("UPDATE unit SET merged_into = NULL WHERE id = \(merge.gone)")
        try tx.execute(
            "UPDATE unit_merge SET undone_by = \(person), undone_at = \(tx.now) WHERE id = \(merge.id)")
        for unit in [merge.kept, merge.gone] { try UnitStore.rewrite(partsOf: unit, tx) }
        try UnitCoverEndStore.stale(merge.kept, merge.gone, in: tx)
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

    /// In the history of the one whose machine went.
    static func tell(_ kind: String, _ unit: UnitSheet, by person: ID<Person>, _ tx: Transaction) throws {
        let event = Event(kind, of: .customer(unit.owner), in: "customers", detail: ["serial": unit.serial])
        try EventStore.add(event, by: person, tx)
    }

    private static func knowledge(of unit: ID<Unit>, _ tx: Transaction) throws -> UnitKnowledge {
        let row = try tx.one(
            """
            SELECT purchased_on, installed_on, activated_on, produced_on, voided_on, void_reason, quarantined_on,
                   quarantine_reason, cover_unit_id, city_id
            FROM unit WHERE id = \(unit)
            """)
        let voidedOn: CalendarDay? = try row.optional("voided_on")
        let apart: CalendarDay? = try row.optional("quarantined_on")
        return UnitKnowledge(
            dates: try UnitDates(row), void: try voidedOn.map { CoverVoid(on: $0, try row("void_reason")) },
            quarantine: try apart.map { CoverVoid(on: $0, try row("quarantine_reason")) },
            cover: try row.optional("cover_unit_id"), city: try row.optional("city_id"))
    }

    private static func write(_ known: UnitKnowledge, of unit: ID<Unit>, _ tx: Transaction) throws {
        let dates = known.dates
        let voidedOf: SQL = known.void == nil ? "NULL" : "void_customer_id"
        try tx.execute(
            """
            UPDATE unit SET purchased_on = \(dates.sale), installed_on = \(dates.installation),
                activated_on = \(dates.activation), produced_on = \(dates.production), voided_on = \(known.void?.day),
                void_reason = \(known.void?.reason ?? ""), void_customer_id = \(voidedOf),
                quarantined_on = \(known.quarantine?.day),
                quarantine_reason = \(known.quarantine?.reason ?? ""), cover_unit_id = \(known.cover),
                city_id = \(known.city), version = version + 1
            WHERE id = \(unit)
            """)
    }
}
