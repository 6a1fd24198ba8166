import Database
import Domain
import Ground
import Web

/// Groups of parts: a name that nobody used before makes a new one.
enum PartGroupStore {
    /// - Returns: nil for an empty name.
    static func findOrAdd(_ name: String, _ tx: Transaction) throws -> ID<PartGroup>? {
        let key = SearchText.squeezed(name)
        guard !key.isEmpty else { return nil }
        let known: ID<PartGroup>? = try tx.value("SELECT id FROM part_group WHERE match_key = \(key)")
        return try known
            ?? tx.insert("INSERT INTO part_group (name_fa, name_en, match_key) VALUES (\(name), '', \(key))")
    }

    /// - Throws: `FieldRefusal` where another group is called so, `Refusal.stale`, `Refusal.hidden`.
    static func rename(
        _ id: ID<PartGroup>, at version: Int, fa: String, en: String, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let key = SearchText.squeezed(fa)
        let other: ID<PartGroup>? = try tx.value("SELECT id FROM part_group WHERE match_key = \(key) AND id <> \(id)")
        guard other == nil else { throw FieldRefusal(field: "name_fa", complaint: Complaint("parts.group.taken")) }
        guard let row = try tx.row("SELECT name_fa, name_en FROM part_group WHERE id = \(id)") else {
            throw Refusal.hidden
        }
        let changed = try tx.execute(
            """
            UPDATE part_group SET name_fa = \(fa), name_en = \(en), match_key = \(key), version = version + 1
            WHERE id = \(id) AND version = \(version)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        let event = Event(
            "group_renamed", of: EventSubject("part_group", id.value), in: "parts",
            from: ["name_fa": try row("name_fa"), "name_en": try row("name_en")], to: ["name_fa": fa, "name_en": en])
        if event.changesSomething { try EventStore.add(event, by: person, tx) }
    }

    static let naming = SubjectNaming("part_group") { ids, context, tx in
        guard context.may(PartGroupRoutes.list) else { return [] }
        return try tx.rows("SELECT id, name_fa FROM part_group WHERE id IN (\(ids))")
    } link: { row, context in
        SubjectLink(label: try row("name_fa"), href: context.paths(PartGroupRoutes.list))
    }
}
