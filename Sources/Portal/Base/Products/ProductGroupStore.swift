import Database
import Domain
import Ground
import Web

enum ProductGroupStore {
    /// What a group is called, and how the serials of its machines are written.
    struct Facts: Hashable, Sendable {
        let fa: String
        let en: String
        let pattern: SerialPattern
    }

    /// The group that this name means, added where the company has none of it. A name that Kardan knows brings its code
    /// and its name in both languages; any other gets a code of its own.
    static func findOrAdd(_ name: String, _ words: ImportWords, _ tx: Transaction) throws -> ID<ProductGroup> {
        let key = SearchText.squeezed(name)
        let known = words.group(named: name)
        let keys = [key] + (known.map { [SearchText.squeezed($0.nameFa)] } ?? [])
        let found: ID<ProductGroup>? = try tx.value(
            """
            SELECT id FROM product_group WHERE code = \(known?.code ?? key) OR match_key IN (\(keys))
            ORDER BY id LIMIT 1
            """)
        if let found { return found }
        if let known { return try add(known.code, known.nameFa, known.nameEn, SearchText.squeezed(known.nameFa), tx) }
        let isLatin = name.utf8.allSatisfy { $0 < 0x80 }
        return try add(try freshCode(name, isLatin: isLatin, tx), name, isLatin ? name : "", key, tx)
    }

    private static func add(
        _ code: String, _ nameFa: String, _ nameEn: String, _ key: String, _ tx: Transaction
    ) throws -> ID<ProductGroup> {
        try tx.insert(
            """
            INSERT INTO product_group (code, name_fa, name_en, match_key)
            VALUES (\(code), \(nameFa), \(nameEn), \(key))
            """)
    }

    /// Of a Latin name its words; of any other `group_7`.
    private static func freshCode(_ name: String, isLatin: Bool, _ tx: Transaction) throws -> String {
        let count: Int = try tx.value("SELECT count(*) FROM product_group") ?? 0
        let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: "_")
        var code = isLatin && !words.isEmpty ? words : "group_\(count + 1)"
        while try tx.value("SELECT id FROM product_group WHERE code = \(code)", as: Int64.self) != nil { code += "_2" }
        return code
    }

    /// - Parameter code: nil for one that is made of its name.
    /// - Throws: `FieldRefusal` where the code or the name is taken.
    static func addNew(_ code: String?, _ names: Facts, by person: ID<Person>, _ tx: Transaction) throws {
        let key = try freeKey(names.fa, but: nil, tx)
        if let code, try tx.value("SELECT id FROM product_group WHERE code = \(code)", as: Int64.self) != nil {
            throw FieldRefusal(field: "code", complaint: Complaint("products.group.code.taken", code))
        }
        let made = names.en.isEmpty ? names.fa : names.en
        let isLatin = made.utf8.allSatisfy { $0 < 0x80 }
        let id = try add(code ?? freshCode(made, isLatin: isLatin, tx), names.fa, names.en, key, tx)
        try tx.execute("UPDATE product_group SET serial_pattern = \(names.pattern.text) WHERE id = \(id)")
        let changes = ["serial_pattern": (before: "", after: names.pattern.text)]
        try EventStore.add(
            Event("group_added", of: .productGroup(id), in: "products", changes: changes), by: person, tx)
    }

    /// - Throws: `Refusal.hidden`, `Refusal.stale` where it is another version by now, `FieldRefusal` where another is called
    ///   so.
    static func change(
        _ id: ID<ProductGroup>, at version: Int, to names: Facts, by person: ID<Person>, _ tx: Transaction
    ) throws {
        let before = try find(id, at: version, tx)
        let key = try freeKey(names.fa, but: id, tx)
        guard before != names else { return }
        try tx.execute(
            """
            UPDATE product_group SET name_fa = \(names.fa), name_en = \(names.en), match_key = \(key),
                serial_pattern = \(names.pattern.text), version = version + 1
            WHERE id = \(id)
            """)
        let changes = [
            "name": (before: before.fa, after: names.fa), "name_en": (before: before.en, after: names.en),
            "serial_pattern": (before: before.pattern.text, after: names.pattern.text),
        ]
        try EventStore.add(
            Event("group_changed", of: .productGroup(id), in: "products", changes: changes), by: person, tx)
    }

    /// Sets it aside with all of its models, or takes it up again. - Throws: `Refusal.hidden`, `Refusal.stale`.
    static func setRetired(
        _ isRetired: Bool, _ id: ID<ProductGroup>, at version: Int, by person: ID<Person>, _ tx: Transaction
    ) throws {
        _ = try find(id, at: version, tx)
        let changed = try tx.execute(
            """
            UPDATE product_group SET is_retired = \(isRetired), version = version + 1
            WHERE id = \(id) AND is_retired <> \(isRetired)
            """)
        guard changed == 1 else { throw Refusal.stale(Complaint("error.stale")) }
        try EventStore.add(
            Event(isRetired ? "group_retired" : "group_restored", of: .productGroup(id), in: "products"), by: person, tx
        )
    }

    /// In Persian, as the history keeps it.
    static func name(_ id: ID<ProductGroup>, _ tx: Transaction) throws -> String {
        try tx.value("SELECT name_fa FROM product_group WHERE id = \(id)") ?? ""
    }

    private static func find(_ id: ID<ProductGroup>, at version: Int, _ tx: Transaction) throws -> Facts {
        guard
            let row = try tx.row("SELECT name_fa, name_en, serial_pattern, version FROM product_group WHERE id = \(id)")
        else { throw Refusal.hidden }
        guard try row("version") == version else { throw Refusal.stale(Complaint("error.stale")) }
        return Facts(
            fa: try row("name_fa"), en: try row("name_en"), pattern: try SerialPattern(row("serial_pattern")))
    }

    /// The key of a name that no other group has.
    private static func freeKey(_ name: String, but own: ID<ProductGroup>?, _ tx: Transaction) throws -> String {
        let key = SearchText.squeezed(name)
        let known: ID<ProductGroup>? = try tx.value("SELECT id FROM product_group WHERE match_key = \(key)")
        guard known == nil || known == own else {
            throw FieldRefusal(field: "name_fa", complaint: Complaint("products.group.taken", name))
        }
        return key
    }

    static let naming = SubjectNaming("product_group") { ids, context, tx in
        guard context.may(ProductGroupRoutes.one) else { return [] }
        return try tx.rows("SELECT id, name_fa, name_en FROM product_group WHERE id IN (\(ids))")
    } link: { row, context in
        SubjectLink(
            label: context.reader.name(fa: try row("name_fa"), en: try row("name_en")),
            href: context.paths(ProductGroupRoutes.one, try row("id")))
    }
}
