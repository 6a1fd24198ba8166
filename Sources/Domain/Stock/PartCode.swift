/// The code of a part, and what it is looked for by.
public enum PartCode {
    public static let longest = 40

    /// A code as it is kept: digits in ASCII, letters in capitals, nothing before or after it.
    /// - Throws: `parts.code.bad` where it holds anything but Latin or Persian letters, digits and the marks within a code,
    ///   or none of them; `parts.code.long`.
    public static func parse(_ typed: String) throws(Complaint) -> String {
        let code = Digits.ascii(SearchText.stored(typed)).uppercased().filter { !$0.isWhitespace && $0 != "\u{200C}" }
        guard code.count <= longest else { throw Complaint("parts.code.long", String(longest)) }
        guard !key(code).isEmpty, code.allSatisfy({ $0.isLetter || $0.isNumber || "-_./+#".contains($0) }) else {
            throw Complaint("parts.code.bad", code)
        }
        return code
    }

    /// Two codes with one key are one: digits of any script, Arabic letters and capitals are folded, dashes, dots, slashes and
    /// spaces are left out.
    public static func key(_ code: String) -> String {
        SearchText.squeezed(code).filter { !"-_./()".contains($0) }
    }
}

/// By which words a part is found.
public enum PartWords {
    /// A name or a number longer than this is found by its beginning.
    private static let longest = 60
    private static let most = 40

    /// What is written down of a part: each word of its names, and each of its codes and numbers whole.
    public static func of(names: [String], codes: [String]) -> [String] {
        let words = names.flatMap { SearchText.key($0).split { $0 == " " || $0 == "/" } }
        // Of `R-600` also `600`.
        let pieces = words.flatMap { $0.split(separator: "-") }
        let keys = codes.map(PartCode.key) + (words + pieces).map { PartCode.key(String($0)) }
        return Set(keys.map { String($0.prefix(longest)) }.filter { !$0.isEmpty }).sorted().prefix(most).map(\.self)
    }

    /// What was typed or scanned, in one piece as a code; empty where nothing was.
    public static func code(_ typed: String) -> String { String(PartCode.key(typed).prefix(longest)) }

    /// What was typed, word by word.
    public static func typed(_ typed: String) -> [String] {
        SearchText.key(typed).split { $0 == " " || $0 == "/" }.prefix(6).map {
            String(PartCode.key(String($0)).prefix(longest))
        }
        .filter { !$0.isEmpty }
    }
}
