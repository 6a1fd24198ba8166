/// The words by which a customer is found, each compared by its beginning.
public enum CustomerWords {
    /// The folded words of the name, and the digits of each number as people type them: `0912…`, `912…`, `98912…`.
    /// Also its last eight, seven and four digits, as they are read out or remembered; eight are a landline's without its area
    /// code. A name like «علی‌پور» is found in two words, in one, and with its half-space.
    public static func of(name: String, numbers: [CustomerNumber]) -> Set<String> {
        // By scalars: a half-space is part of the character before it, so a search among characters never finds it.
        let spaced = name.unicodeScalars.split { $0 == "\u{200C}" }.map(String.init).joined(separator: " ")
        let parts = SearchText.key(spaced).split(separator: " ").map(String.init)
        let pairs = zip(parts, parts.dropFirst()).map { $0 + $1 }
        return Set(parts + pairs + numbers.flatMap(digits))
    }

    private static func digits(_ number: CustomerNumber) -> [String] {
        let local = number.local
        let bare = String(local.dropFirst())
        let tails = (bare.hasPrefix("9") ? [7, 4] : [8, 7, 4]).map { String(local.suffix($0)) }
        return [local, bare, "98" + bare] + tails
    }
}
