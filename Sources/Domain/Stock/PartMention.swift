/// A part as somebody names it on a visit: its code, and behind it, where it has one, its serial.
public struct PartMention: Hashable, Sendable {
    /// What stands behind the code, together and word by word, as serials are kept; what can be none is left out.
    public let words: Set<String>

    public init(_ text: String) {
        let rest = text.split(whereSeparator: \.isWhitespace).dropFirst().map(String.init)
        words = Set((rest + [rest.joined()]).compactMap { try? SerialText.parse($0) })
    }
}
