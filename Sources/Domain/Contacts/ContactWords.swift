/// The words by which a contact is found, each compared by its beginning.
public enum ContactWords {
    /// The folded words of who it was and what it was about, its number whole and behind the year, and the digits of the other
    /// side's number from their beginning, without a zero before them, and the last four and seven, as people say them.
    public static func of(number: String, party: String, phone: String, subject: String) -> Set<String> {
        var words = Set<String>()
        for text in [party, subject] {
            // By scalars: a half-space is part of the character before it.
            let spaced = text.unicodeScalars.split { $0 == "\u{200C}" }.map(String.init).joined(separator: " ")
            words.formUnion(SearchText.key(spaced).split(separator: " ").map(String.init))
        }
        words.insert(number.filter(\.isNumber))
        words.formUnion(number.split(separator: "-").dropFirst().map { String($0.drop { $0 == "0" }) })
        let digits = MobileNumber.local(stored: phone)
        for text in [digits, String(digits.drop { $0 == "0" }), String(digits.suffix(7)), String(digits.suffix(4))]
        where text.count >= 3 { words.insert(text) }
        return words.subtracting([""])
    }
}
