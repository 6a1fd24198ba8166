/// How each value of a part is read, from a cell of a file as from a field of a form.
public enum PartRules {
    /// Throws `form.too_long`.
    public static func name(_ text: String) throws(Complaint) -> String { try CellText.words(limit: 200)(text) }

    /// Throws `form.too_long`.
    public static func group(_ text: String) throws(Complaint) -> String { try CellText.words(limit: 100)(text) }

    /// Throws `form.too_long`.
    public static func note(_ text: String) throws(Complaint) -> String { try CellText.words(limit: 1_000)(text) }

    /// What the maker calls it, as he writes it. Throws `form.too_long`.
    public static func makerNumber(_ text: String) throws(Complaint) -> String { try CellText.words(limit: 60)(text) }

    /// As a scanner types it, without spaces. Throws `parts.barcode.bad` where it holds others than ASCII letters, digits and
    /// marks, or where its 8, 12, 13 or 14 digits have another check digit.
    public static func barcode(_ text: String) throws(Complaint) -> String {
        let code = Digits.ascii(text).filter { !$0.isWhitespace }
        guard code.count <= 60, code.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Complaint("parts.barcode.bad", String(code.prefix(60)))
        }
        let digits = code.utf8.map { Int($0) - 0x30 }
        guard [8, 12, 13, 14].contains(digits.count), digits.allSatisfy({ (0...9).contains($0) }) else { return code }
        let sum = digits.reversed().enumerated().reduce(0) { $0 + $1.element * ($1.offset.isMultiple(of: 2) ? 1 : 3) }
        guard sum.isMultiple(of: 10) else { throw Complaint("parts.barcode.check", code) }
        return code
    }

    /// Days. Throws as `TypedNumber.integer`.
    public static func shelfLife(_ text: String) throws(Complaint) -> Int? {
        let days = try CellText.whole(0...36_600)(text)
        return days == 0 ? nil : days
    }

    /// Grams. Throws as `TypedNumber.integer`.
    public static func weight(_ text: String) throws(Complaint) -> Int? {
        let grams = try CellText.whole(0...100_000_000)(text)
        return grams == 0 ? nil : grams
    }

    /// Throws `parts.word.unknown`.
    public static func unit(_ text: String, _ words: ImportWords) throws(Complaint) -> PartUnit {
        try word(.partUnit, text, words)
    }

    /// Throws `parts.word.unknown`.
    public static func tracking(_ text: String, _ words: ImportWords) throws(Complaint) -> PartTracking {
        try word(.partTracking, text, words)
    }

    /// Throws `parts.word.unknown`.
    public static func mustReturn(_ text: String, _ words: ImportWords) throws(Complaint) -> PartReturn {
        try word(.partReturn, text, words)
    }

    /// Throws `parts.word.unknown`.
    public static func yes(_ text: String, _ words: ImportWords) throws(Complaint) -> Bool {
        guard let code = words.code(.yesNo, text) else { throw Complaint("parts.word.unknown", text) }
        return code == "yes"
    }

    /// Throws `parts.word.unknown`.
    public static func condition(_ text: String, _ words: ImportWords) throws(Complaint) -> PartCondition {
        try word(.partCondition, text, words)
    }

    private static func word<Word: RawRepresentable<String>>(
        _ list: ImportWords.TermList, _ text: String, _ words: ImportWords
    ) throws(Complaint) -> Word {
        guard let word = words.code(list, text).flatMap(Word.init(rawValue:)) else {
            throw Complaint("parts.word.unknown", text)
        }
        return word
    }
}
