/// A part as somebody names it on a visit: its code, and behind it, where it has one, its serial.
public struct PartMention: Hashable, Sendable {
    public let code: String
    public let serial: String

    public init(_ text: String) {
        let parts = text.split(whereSeparator: \.isWhitespace)
        code = parts.first.map(String.init) ?? ""
        serial = parts.dropFirst().joined(separator: " ")
    }
}
