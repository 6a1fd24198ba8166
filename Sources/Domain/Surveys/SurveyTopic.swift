/// Marks the ids of topics under which what customers say is sorted.
public enum SurveyTopic {}

/// The words by which a topic is suggested for what somebody has said: a person decides.
public struct SurveyTopicWords: Hashable, Sendable {
    public static let longest = 500
    /// Folded, each with the space before it: a word counts where one begins.
    private let words: [String]

    /// - Parameter typed: with commas or line by line; a word may be of several.
    public init(_ typed: String) {
        words = typed.split { ",،;؛\n\r".contains($0) }.map { Self.folded(String($0)) }.filter { $0 != " " }
    }

    /// Whether one of them begins somewhere in the text.
    public func suits(_ text: String) -> Bool {
        let said = Self.folded(text)
        return words.contains { said.contains($0) }
    }

    private static func folded(_ text: String) -> String {
        let plain = String(text.map { $0.isLetter || $0.isNumber ? $0 : " " })
        return " " + SearchText.key(plain).trimmingPrefix(while: \.isWhitespace)
    }
}
