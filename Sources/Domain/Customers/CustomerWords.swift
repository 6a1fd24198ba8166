/// The words by which a customer is found, each compared by its beginning.
public enum CustomerWords {
    /// The folded words of the name, and the digits of the number as people type them: `0912…`, `912…`, `98912…`.
    /// Also its last seven and its last four digits, as they are read out or remembered. A name like «علی‌پور» is found in two words, in one, and with its half-space.
    public static func of(name: String, mobile: MobileNumber) -> Set<String> {
        // By scalars: a half-space is part of the character before it, so a search among characters never finds it.
        let spaced = name.unicodeScalars.split { $0 == "\u{200C}" }.map(String.init).joined(separator: " ")
        let parts = SearchText.key(spaced).split(separator: " ").map(String.init)
        let pairs = zip(parts, parts.dropFirst()).map { $0 + $1 }
        let digits = [mobile.local, String(mobile.local.dropFirst()), String(mobile.e164.dropFirst())]
        let tails = [7, 4].map { String(mobile.local.suffix($0)) }
        return Set(parts + pairs + digits + tails)
    }
}
