/// The keys by which names of places are compared.
enum PlaceName {
    /// Letters and digits alone: «خرم آباد» and «خرم‌آباد», `Torbat-e Jam` and `torbat e jam` meet.
    static func key(_ name: String) -> String {
        if let quick = LetterPass.run(name, spaced: false, { letter($0) }) { return quick }
        return LetterPass.run(SearchText.squeezed(name), spaced: false) { scalar in
            let folded = letter(scalar)
            return folded == LetterPass.outside ? scalar : folded
        } ?? name
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

    @inline(__always)
    private static func letter(_ scalar: UInt32) -> UInt32 {
        if scalar == 0x2019 { return LetterPass.drop }  // ’
        let folded = FoldedLetter.of(scalar)
        switch folded {
        case LetterPass.space, 0x30...0x39, 0x61...0x7A: return folded
        case 0..<0x80: return LetterPass.drop
        default: return folded
        }
    }
}
