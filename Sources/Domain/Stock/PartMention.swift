/// A part as somebody names it on a visit: its code, and behind it, where it has one, its serial.
public struct PartMention: Hashable, Sendable {
    /// What stands behind the code, together and word by word, as serials are kept; what can be none is left out.
    public let words: Set<String>
    /// The last word behind the code that may be a serial: it has a digit, and is not the code once more. nil where there is none.
    public let serial: String?

    public init(_ text: String) {
        let all = text.split(whereSeparator: \.isWhitespace).map(String.init)
        let rest = all.dropFirst()
        words = Set((rest + [rest.joined()]).compactMap { try? SerialText.parse($0) })
        let code = all.first.flatMap { try? SerialText.parse($0) }
        serial = rest.compactMap { try? SerialText.parse($0) }.last { $0 != code && $0.contains(where: \.isNumber) }
    }
}
