import Foundation

/// Texts made comparable: what differs only by keyboard, code page or habit of writing comes out the same.
public enum SearchText {
    /// Letters and digits folded, half-spaces and marks dropped, runs of spaces made one, Latin in lower case.
    public static func key(_ text: String) -> String { folded(text, spaced: true) }

    /// As `key`, with no space at all: «می‌شود», «می شود» and «میشود» meet. For names of cities, headers and kinds.
    public static func squeezed(_ text: String) -> String { folded(text, spaced: false) }

    private static func folded(_ text: String, spaced: Bool) -> String {
        if let quick = LetterPass.run(text, spaced: spaced, { FoldedLetter.of($0) }) { return quick }
        // Presentation forms, full-width and accented letters are rare: only their texts pay for the slow mapping.
        let plain = text.precomposedStringWithCompatibilityMapping.lowercased()
        return LetterPass.run(plain, spaced: spaced) { scalar in
            let letter = FoldedLetter.of(scalar)
            return letter == LetterPass.outside ? scalar : letter
        } ?? plain
    }
}
