import Database
import Domain
import Ground
import Web

/// Two parts that turn out to be one.
enum PartMergeStore {
    /// All that is said of the one goes over to the part with this code, by which it is found from now on.
    /// - Throws: `Refusal.hidden`, `Refusal.stale`, `FieldRefusal` where they are one already or are counted in different ways.
    static func merge(
        _ gone: ID<SparePart>, at version: Int, into code: String, by person: ID<Person>, _ tx: Transaction
    ) throws {
        try PartStore.check(gone, at: version, tx)
        let kept = try PartCodeStore.known(code, field: "other", tx)
        guard kept != gone else { throw FieldRefusal(field: "other", complaint: Complaint("parts.chain.self")) }
        let (own, other) = (try PartList.facts(of: gone, tx), try PartList.facts(of: kept, tx))
        guard own.unit == other.unit, own.tracking == other.tracking else {
            throw FieldRefusal(field: "other", complaint: Complaint("parts.merge.unit"))
        }
        try PartSlots.merge(gone, into: kept, tx)
        let memory = try PartMergeMemoryStore.memory(of: gone, into: kept, tx)
        try PartMergeMemoryStore.move(memory, from: gone, to: kept, tx)
        try tx.execute(
            """
            INSERT INTO part_merge (kept_id, gone_id, memory, made_by, made_at)
            VALUES (\(kept), \(gone), \(JSONText.of(memory)), \(person), \(tx.now))
            """)
        try tx.execute("DELETE FROM part_word WHERE part_id = \(gone)")
        try tx.execute(
            """
            UPDATE spare_part SET merged_into_id = \(kept), is_retired = 1, version = version + 1 WHERE id = \(gone)
            """)
        try tx.execute("UPDATE spare_part SET version = version + 1 WHERE id = \(kept)")
        try PartStore.rewrite(wordsOf: kept, tx)
        try tell(("merged", gone), ("took_in", kept), by: person, tx)
    }

    /// Within its days: what came with it goes, what came later stays.
    /// - Throws: `Refusal.hidden` where this part has taken in none by it, the complaint of `MayUndoPartMerge`.
    static func undo(
        _ merge: ID<PartMerge>, of kept: ID<SparePart>, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let row = try tx.row(
            """
            SELECT m.gone_id, m.memory, m.made_at, m.undone_at, s.merged_into_id FROM part_merge m
            JOIN spare_part s ON s.id = m.kept_id WHERE m.id = \(merge) AND m.kept_id = \(kept)
            """)
        guard let row else { throw Refusal.hidden }
        let (undone, into): (Instant?, ID<SparePart>?) = (
            try row.optional("undone_at"), try row.optional("merged_into_id")
        )
        _ = try MayUndoPartMerge(
            madeAt: try row("made_at"), now: tx.now, isUndone: undone != nil, isGone: into != nil)
        let (gone, memory): (ID<SparePart>, PartMergeMemory) = (
            try row("gone_id"), try JSONText.read(try row("memory"))
        )
        try PartMergeMemoryStore.moveBack(memory, to: gone, from: kept, tx)
        try tx.execute(
            """
            UPDATE spare_part SET merged_into_id = NULL, is_retired = \(memory.isRetired), version = version + 1
            WHERE id = \(gone)
            """)
        try tx.execute("UPDATE spare_part SET version = version + 1 WHERE id = \(kept)")
        try tx.execute("UPDATE part_merge SET undone_by = \(person), undone_at = \(tx.now) WHERE id = \(merge)")
        for part in [kept, gone] { try PartStore.rewrite(wordsOf: part, tx) }
        try tell(("parted", gone), ("parted", kept), by: person, tx)
    }

    /// Those that can still be taken back, the newest first.
    static func undoable(
        of kept: ID<SparePart>, _ tx: Transaction
    ) throws -> [(id: ID<PartMerge>, code: String)] {
        let since = tx.now.adding(seconds: -Int64(MayUndoPartMerge.days) * 86_400)
        return try tx.rows(
            """
            SELECT m.id, s.code FROM part_merge m JOIN spare_part s ON s.id = m.gone_id
            WHERE m.kept_id = \(kept) AND m.undone_at IS NULL AND m.made_at >= \(since) ORDER BY m.id DESC LIMIT 10
            """
        ).map { (id: try $0("id"), code: try $0("code")) }
    }

    private static func tell(
        _ one: (kind: String, part: ID<SparePart>), _ other: (kind: String, part: ID<SparePart>),
        by person: ID<Person>, _ tx: Transaction
    ) throws {
        for (event, beside) in [(one, other), (other, one)] {
            let detail = ["part": try PartFitList.code(of: beside.part, tx)]
            try EventStore.add(
                Event(event.kind, of: .sparePart(event.part), in: "parts", detail: detail), by: person, tx)
        }
    }
}
