import Database
import Domain

enum ProductGroupStore {
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
}
