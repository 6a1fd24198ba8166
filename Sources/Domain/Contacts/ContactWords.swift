/// The words by which a contact is found, each compared by its beginning.
public enum ContactWords {
    /// The folded words of who it was and what it was about, its number whole and behind the year, and the digits of the other
    /// side's number from their beginning, without a zero before them, and the last four, seven and eight, as people say them.
    public static func of(number: String, party: String, phone: String, subject: String) -> Set<String> {
        var words = Set<String>()
        for text in [party, subject] {
            // By scalars: a half-space is part of the character before it.
            let spaced = text.unicodeScalars.split { $0 == "\u{200C}" }.map(String.init).joined(separator: " ")
            words.formUnion(SearchText.key(spaced).split(separator: " ").map(String.init))
        }
        words.insert(number.filter(\.isNumber))
        for tail in number.split(separator: "-").dropFirst() {
            words.formUnion([String(tail), String(tail.drop { $0 == "0" })])
        }
        let digits = MobileNumber.local(stored: phone)
        let ends = [8, 7, 4].map { String(digits.suffix($0)) }
        for text in [digits, String(digits.drop { $0 == "0" })] + ends where text.count >= 3 { words.insert(text) }
        return words.subtracting([""])
    }

    /// A word as it is kept: `1405-000012` and `c1405-000012`, numbers with their dash, are kept as digits alone.
    public static func asked(_ word: String) -> String {
        let number = word.drop { $0.isLetter || $0 == "-" }
        let parts = number.split(separator: "-", omittingEmptySubsequences: false)
        let isNumber =
            parts.count > 1 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        return isNumber ? parts.joined() : word
    }
}
