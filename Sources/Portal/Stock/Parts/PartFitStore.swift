import Database
import Domain
import Ground
import Web

/// What parts are for, what may be fitted instead, and what takes a part's place.
package enum PartFitStore {
    /// Says that the part is for the model, or of how many of it there are.
    /// - Returns: whether that was new.
    @discardableResult
    static func set(
        _ part: ID<SparePart>, for model: ID<ProductModel>, assembly: String, most: Int, by person: ID<Person>?,
        _ tx: Transaction
    ) throws -> Bool {
        let known = try tx.row(
            "SELECT id, most FROM part_fit WHERE model_id = \(model) AND part_id = \(part) AND assembly = \(assembly)")
        let code = try PartFitList.code(of: model, tx)
        guard let known else {
            try insert(part, model, assembly, most, tx)
            let detail = ["model": code, "assembly": assembly, "most": String(most)]
            try tell("fit_added", part, detail, by: person, tx)
            return true
        }
        let before: Int = try known("most")
        guard before != most else { return false }
        try tx.execute("UPDATE part_fit SET most = \(most) WHERE id = \(try known("id") as ID<PartFit>)")
        let changes = ["most": (before: String(before), after: String(most))]
        try EventStore.add(
            Event(
                "fit_changed", of: .sparePart(part), in: "parts", changes: changes,
                detail: ["model": code, "assembly": assembly]), by: person, tx)
        return false
    }

    private static func insert(
        _ part: ID<SparePart>, _ model: ID<ProductModel>, _ assembly: String, _ most: Int, _ tx: Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO part_fit (part_id, model_id, assembly, most)
            VALUES (\(part), \(model), \(assembly), \(most))
            """)
    }

    /// - Throws: `Refusal.hidden` where the part has no such row.
    static func remove(_ fit: ID<PartFit>, of part: ID<SparePart>, by person: ID<Person>, _ tx: Transaction) throws {
        let row = try tx.row(
            """
            SELECT m.code, f.assembly FROM part_fit f JOIN product_model m ON m.id = f.model_id
            WHERE f.id = \(fit) AND f.part_id = \(part)
            """)
        guard let row else { throw Refusal.hidden }
        try tx.execute("DELETE FROM part_fit WHERE id = \(fit)")
        try tell("fit_removed", part, ["model": row("code"), "assembly": row("assembly")], by: person, tx)
    }

    /// - Throws: `FieldRefusal` where they are one, or that is said already.
    package static func addSubstitute(
        _ other: ID<SparePart>, for part: ID<SparePart>, isMutual: Bool, note: String, by person: ID<Person>,
        _ tx: Transaction
    ) throws {
        guard other != part else { throw FieldRefusal(field: "other", complaint: Complaint("parts.chain.self")) }
        let known = try tx.value(
            """
            SELECT 1 FROM part_substitute WHERE (part_id = \(part) AND other_id = \(other))
            OR (part_id = \(other) AND other_id = \(part) AND (is_mutual = 1 OR \(isMutual) = 1))
            """, as: Int.self)
        guard known == nil else {
            throw FieldRefusal(field: "other", complaint: Complaint("parts.substitute.known"))
        }
        try tx.execute(
            """
            INSERT INTO part_substitute (part_id, other_id, is_mutual, note)
            VALUES (\(part), \(other), \(isMutual), \(note))
            """)
        let detail = ["part": try PartFitList.code(of: other, tx), "note": note]
        try tell("substitute_added", part, detail, by: person, tx)
    }

    /// - Throws: `Refusal.hidden` where the part has no such row.
    static func removeSubstitute(
        _ row: ID<PartSubstitute>, of part: ID<SparePart>, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let other: ID<SparePart>? = try tx.value(
            """
            SELECT CASE part_id WHEN \(part) THEN other_id ELSE part_id END FROM part_substitute
            WHERE id = \(row) AND (part_id = \(part) OR other_id = \(part))
            """)
        guard let other else { throw Refusal.hidden }
        try tx.execute("DELETE FROM part_substitute WHERE id = \(row)")
        try tell("substitute_removed", part, ["part": PartFitList.code(of: other, tx)], by: person, tx)
    }

    /// The part is ordered no more, and the other one instead; it is for all that the part was for.
    /// - Throws: `FieldRefusal` as `MaySupersede`, or where something has taken the part's place already.
    package static func supersede(
        _ part: ID<SparePart>, by successor: ID<SparePart>, note: String, by person: ID<Person>?, _ tx: Transaction
    ) throws {
        let chain = try PartFitList.successors(of: successor, tx)
        let permit: MaySupersede
        do { permit = try MaySupersede(part, by: successor, chain: chain) } catch {
            throw FieldRefusal(field: "other", complaint: error)
        }
        guard try PartFitList.successors(of: part, tx).isEmpty else {
            throw FieldRefusal(field: "other", complaint: Complaint("parts.chain.known"))
        }
        try tx.execute(
            """
            INSERT INTO part_successor (part_id, successor_id, note, made_by, made_at)
            VALUES (\(permit.part), \(permit.successor), \(note), \(person), \(tx.now))
            """)
        for fit in try PartFitList.missing(successor, of: part, tx) {
            try insert(successor, fit.model, fit.assembly, fit.most, tx)
        }
        let codes = (try PartFitList.code(of: part, tx), try PartFitList.code(of: successor, tx))
        try tell("superseded", part, ["part": codes.1, "note": note], by: person, tx)
        try tell("supersedes", successor, ["part": codes.0, "note": note], by: person, tx)
    }

    /// What the successor was given stays with it. - Throws: `Refusal.stale` where nothing has taken its place.
    static func removeSuccessor(of part: ID<SparePart>, by person: ID<Person>, _ tx: Transaction) throws {
        let known: ID<SparePart>? = try tx.value("SELECT successor_id FROM part_successor WHERE part_id = \(part)")
        guard let known else { throw Refusal.stale(Complaint("error.stale")) }
        try tx.execute("DELETE FROM part_successor WHERE part_id = \(part)")
        try tell("supersession_removed", part, ["part": PartFitList.code(of: known, tx)], by: person, tx)
    }

    private static func tell(
        _ kind: String, _ part: ID<SparePart>, _ detail: [String: String], by person: ID<Person>?, _ tx: Transaction
    ) throws {
        try EventStore.add(Event(kind, of: .sparePart(part), in: "parts", detail: detail), by: person, tx)
    }
}
