/// The keys by which names of places are compared.
enum PlaceName {
    /// Letters and digits alone: «خرم آباد» and «خرم‌آباد», `Torbat-e Jam` and `torbat e jam` meet.
    static func key(_ name: String) -> String {
        let bytes = SearchText.squeezed(name).utf8.filter { !"-'.()_,".utf8.contains($0) }
        return String(decoding: bytes, as: UTF8.self).replacing("’", with: "")
    }

    /// All keys of a name in the catalogue: an English one is also found without its Persian genitive `-e`.
    static func keys(_ name: String) -> Set<String> {
        [key(name), key(name.replacing("-ye ", with: " ").replacing("-e ", with: " "))]
    }

    /// The key without the words for city, county or province before it, longest first; nil when there is none.
    static func withoutKind(_ key: String) -> String? {
        let kind = ["شهرستان", "استان", "شهر"].first { key.hasPrefix($0) && key != $0 }
        return kind.map { String(key.dropFirst($0.count)) }
    }
}
