/// Makes a code of what a dealer wrote as the symptom, so that the same fault is known again however it was typed.
public enum FaultCode {
    private static let limit = 80

    /// The code that stands first (`E4`, `S01 does not cool`), in capitals; else the words, folded as for a search.
    /// nil for an empty text.
    public static func of(_ symptom: String) -> String? {
        let folded = SearchText.key(symptom)
        guard let first = folded.split(separator: " ").first else { return nil }
        if isCode(first) { return first.uppercased() }
        return String(SearchText.squeezed(folded).prefix(limit))
    }

    private static func isCode(_ word: Substring) -> Bool {
        word.count <= 12 && word.contains { $0.isNumber }
            && word.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D }
    }
}
