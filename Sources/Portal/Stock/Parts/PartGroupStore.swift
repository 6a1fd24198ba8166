import Database
import Domain

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
}
