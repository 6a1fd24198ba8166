import Database
import Domain
import Ground
import Web

/// Parts of the catalogue: added, changed, renumbered, set aside.
package enum PartStore {
    /// Adds the part, or brings the one with this code up to what the facts say.
    /// - Parameter code: as `PartCode.parse` gives it.
    /// - Returns: whether it was added.
    /// - Throws: `FieldRefusal`.
    static func set(_ code: String, _ facts: PartFacts, by person: ID<Person>?, _ tx: Transaction) throws -> Bool {
        guard let known: ID<SparePart> = try PartCodeStore.part(code, tx) else {
            try addNew(code, facts, by: person, tx)
            return true
        }
        try write(facts, to: known, by: person, tx)
        return false
    }

    /// - Throws: `FieldRefusal` where the code is or was another part's.
    @discardableResult
    static func addNew(
        _ code: String, _ facts: PartFacts, by person: ID<Person>?, _ tx: Transaction
    ) throws -> ID<SparePart> {
        try PartCodeStore.checkFree(code, field: "code", tx)
        let group = try PartGroupStore.findOrAdd(facts.group, tx)
        let id: ID<SparePart> = try tx.insert(
            """
            INSERT INTO spare_part (code, code_key, name_fa, name_en, group_id, unit, tracking, must_return, is_repairable,
                                    shelf_life_days, weight_grams, maker_number, barcode, note, made_by, made_at)
            VALUES (\(code), \(PartCode.key(code)), \(facts.nameFa), \(facts.nameEn), \(group), \(facts.unit),
                    \(facts.tracking), \(facts.mustReturn), \(facts.isRepairable), \(facts.shelfLifeDays),
                    \(facts.weightGrams), \(facts.makerNumber), \(facts.barcode), \(facts.note), \(person), \(tx.now))
            """)
        try addWords(
            PartWords.of(
                names: [facts.nameFa, facts.nameEn], codes: [code, facts.makerNumber, facts.barcode]), id, tx)
        try EventStore.add(Event("added", of: .sparePart(id), in: "parts"), by: person, tx)
        return id
    }

    /// - Throws: `Refusal.hidden`, `Refusal.stale` where it is another version by now, `FieldRefusal`.
    static func change(
        _ id: ID<SparePart>, at version: Int, to facts: PartFacts, by person: ID<Person>, _ tx: Transaction
    ) throws {
        try check(id, at: version, tx)
        try write(facts, to: id, by: person, tx)
    }

    /// Sets it aside, or takes it up again. - Throws: `Refusal.hidden`, `Refusal.stale`.
    static func setRetired(
        _ isRetired: Bool, _ id: ID<SparePart>, at version: Int, by person: ID<Person>, _ tx: Transaction
    ) throws {
        try check(id, at: version, tx)
        let changed = try tx.execute(
            """
            UPDATE spare_part SET is_retired = \(isRetired), version = version + 1
            WHERE id = \(id) AND is_retired <> \(isRetired)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        try EventStore.add(Event(isRetired ? "retired" : "restored", of: .sparePart(id), in: "parts"), by: person, tx)
    }

    /// - Throws: `Refusal.hidden`, `Refusal.stale` where it is another version by now.
    static func check(_ id: ID<SparePart>, at version: Int, _ tx: Transaction) throws {
        guard let row = try tx.row("SELECT version, merged_into_id FROM spare_part WHERE id = \(id)") else {
            throw Refusal.hidden
        }
        let merged: ID<SparePart>? = try row.optional("merged_into_id")
        guard try row("version") == version, merged == nil else { throw Refusal.stale(Complaint("error.stale")) }
    }

    /// After a change of its names or of its codes.
    static func rewrite(wordsOf id: ID<SparePart>, _ tx: Transaction) throws {
        let row = try tx.one(
            "SELECT code, name_fa, name_en, maker_number, barcode FROM spare_part WHERE id = \(id)")
        let others: [String] = try tx.list(
            """
            SELECT code FROM part_code WHERE part_id = \(id) UNION ALL
            SELECT code FROM spare_part WHERE merged_into_id = \(id)
            """)
        let words = try PartWords.of(
            names: [row("name_fa"), row("name_en")],
            codes: [row("code"), row("maker_number"), row("barcode")] + others)
        try tx.execute("DELETE FROM part_word WHERE part_id = \(id)")
        try addWords(words, id, tx)
    }

    private static func addWords(_ words: [String], _ id: ID<SparePart>, _ tx: Transaction) throws {
        let rows = words.map { word -> SQL in "(\(word), \(id))" }
        guard let first = rows.first else { return }
        try tx.later(
            "INSERT INTO part_word (word, part_id) VALUES \(rows.dropFirst().reduce(first) { $0 + ", " + $1 })")
    }

    private static func write(
        _ facts: PartFacts, to id: ID<SparePart>, by person: ID<Person>?, _ tx: Transaction
    ) throws {
        let before = try PartList.facts(of: id, tx)
        guard before != facts else { return }
        if before.unit != facts.unit { try PartSlots.checkUntouched(id, field: "unit", tx) }
        if before.tracking != facts.tracking { try PartSlots.checkUntouched(id, field: "tracking", tx) }
        let group = try PartGroupStore.findOrAdd(facts.group, tx)
        try tx.execute(
            """
            UPDATE spare_part SET name_fa = \(facts.nameFa), name_en = \(facts.nameEn), group_id = \(group),
                unit = \(facts.unit), tracking = \(facts.tracking), must_return = \(facts.mustReturn),
                is_repairable = \(facts.isRepairable), shelf_life_days = \(facts.shelfLifeDays),
                weight_grams = \(facts.weightGrams), maker_number = \(facts.makerNumber), barcode = \(facts.barcode),
                note = \(facts.note), version = version + 1
            WHERE id = \(id)
            """)
        try rewrite(wordsOf: id, tx)
        try EventStore.add(
            Event("changed", of: .sparePart(id), in: "parts", from: before.told, to: facts.told), by: person, tx)
    }

    /// For whoever opens its page.
    static let files = AttachmentKind("spare_part", addedBy: .partWriters) { id, _, tx in
        try tx.value("SELECT 1 FROM spare_part WHERE id = \(id)", as: Int.self) != nil
    }

    static let naming = SubjectNaming("spare_part") { ids, _, tx in
        try tx.rows("SELECT id, code, name_fa, name_en FROM spare_part WHERE id IN (\(ids))")
    } link: { row, context in
        let (code, names) = (try row("code") as String, try BothNames(fa: row("name_fa"), en: row("name_en")))
        return SubjectLink(
            label: "\(code.isolatedLeftToRight) \(names.shown(context.reader))",
            href: context.paths(PartRoutes.one, try row("id")))
    }
}
