import Database
import Domain
import Ground
import Web

/// What parts are called by beside their code: no two share one, and what one was called is never another's.
package enum PartCodeStore {
    enum Kind: String, ColumnValue, Sendable { case old, alias }

    /// The part that this code means: its own, another of it, or that of one that turned out to be it; however it is written.
    package static func part(_ code: String, _ tx: Transaction) throws -> ID<SparePart>? {
        let key = PartCode.key(code)
        let own: ID<SparePart>? = try tx.value(
            "SELECT coalesce(merged_into_id, id) FROM spare_part WHERE code_key = \(key)")
        if let own { return own }
        return try tx.value("SELECT part_id FROM part_code WHERE code_key = \(key)")
    }

    /// - Throws: `FieldRefusal` where no part is called so.
    static func known(_ code: String, field: String, _ tx: Transaction) throws -> ID<SparePart> {
        guard let part = try part(code, tx) else {
            throw FieldRefusal(field: field, complaint: Complaint("parts.code.unknown", code))
        }
        return part
    }

    /// - Throws: `FieldRefusal` where it is or was a part's.
    static func checkFree(_ code: String, field: String, _ tx: Transaction) throws {
        guard let part = try part(code, tx) else { return }
        let owner: String = try tx.one("SELECT code FROM spare_part WHERE id = \(part)")("code")
        throw FieldRefusal(field: field, complaint: Complaint("parts.code.taken", code, owner))
    }

    /// - Throws: `Refusal.hidden`, `Refusal.stale`, `FieldRefusal`.
    static func add(
        _ code: String, to part: ID<SparePart>, at version: Int, by person: ID<Person>?, _ tx: Transaction
    ) throws {
        try PartStore.check(part, at: version, tx)
        try checkFree(code, field: "alias", tx)
        try insert(.alias, code, part, by: person, tx)
        try touched(part, "code_added", ["code": code], by: person, tx)
    }

    /// - Throws: `Refusal.hidden` where there is none; an old code stays.
    static func remove(
        _ code: ID<OtherPartCode>, of part: ID<SparePart>, at version: Int, by person: ID<Person>, _ tx: Transaction
    ) throws {
        try PartStore.check(part, at: version, tx)
        let text: String? = try tx.value(
            "SELECT code FROM part_code WHERE id = \(code) AND part_id = \(part) AND kind = 'alias'")
        guard let text else { throw Refusal.hidden }
        try tx.execute("DELETE FROM part_code WHERE id = \(code)")
        try touched(part, "code_removed", ["code": text], by: person, tx)
    }

    /// Gives the part another code; it is found by the old one for ever. - Throws: `Refusal.hidden`, `Refusal.stale`,
    /// `FieldRefusal`.
    static func renumber(
        _ part: ID<SparePart>, at version: Int, to code: String, by person: ID<Person>?, _ tx: Transaction
    ) throws {
        try PartStore.check(part, at: version, tx)
        let old: String = try tx.one("SELECT code FROM spare_part WHERE id = \(part)")("code")
        guard old != code else { throw FieldRefusal(field: "code", complaint: Complaint("parts.code.same", code)) }
        let key = PartCode.key(code)
        // Its own other code may become its code again.
        try tx.execute("DELETE FROM part_code WHERE part_id = \(part) AND code_key = \(key)")
        if key != PartCode.key(old) {
            try checkFree(code, field: "code", tx)
            try tx.execute("UPDATE spare_part SET code = \(code), code_key = \(key) WHERE id = \(part)")
            try insert(.old, old, part, by: person, tx)
        } else {
            try tx.execute("UPDATE spare_part SET code = \(code) WHERE id = \(part)")
        }
        try PartStore.rewrite(wordsOf: part, tx)
        try tx.execute("UPDATE spare_part SET version = version + 1 WHERE id = \(part)")
        let changes = ["code": (before: old, after: code)]
        try EventStore.add(
            Event("renumbered", of: .sparePart(part), in: "parts", changes: changes), by: person, tx)
    }

    static func insert(
        _ kind: Kind, _ code: String, _ part: ID<SparePart>, by person: ID<Person>?, _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO part_code (part_id, kind, code, code_key, made_by, made_at)
            VALUES (\(part), \(kind), \(code), \(PartCode.key(code)), \(person), \(tx.now))
            """)
    }

    private static func touched(
        _ part: ID<SparePart>, _ kind: String, _ detail: [String: String], by person: ID<Person>?, _ tx: Transaction
    ) throws {
        try PartStore.rewrite(wordsOf: part, tx)
        try tx.execute("UPDATE spare_part SET version = version + 1 WHERE id = \(part)")
        try EventStore.add(Event(kind, of: .sparePart(part), in: "parts", detail: detail), by: person, tx)
    }
}
