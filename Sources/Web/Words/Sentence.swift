/// A sentence cut at its places `{0}` `{1}` once, so that filling it searches for nothing. `{0|job|jobs}` is the word that goes
/// with the number in the place: the first with one, the second with any other.
struct Sentence: Sendable {
    private enum Piece: Sendable {
        case text(String)
        case place(Int)
        case word(Int, one: String, many: String)
    }

    let text: String
    private let pieces: [Piece]

    /// Cut by hand: a program that starts reads thousands of sentences, and a `Regex` is made anew for each.
    init(_ text: String) {
        self.text = text
        var pieces: [Piece] = []
        var (plain, rest) = ("", text[...])
        while let open = rest.firstIndex(of: "{") {
            let inside = rest.index(after: open)
            plain += rest[..<open]
            if let close = rest[inside...].firstIndex(of: "}"), let piece = Self.place(rest[inside..<close]) {
                pieces += [.text(plain), piece]
                (plain, rest) = ("", rest[rest.index(after: close)...])
            } else {
                plain += "{"
                rest = rest[inside...]
            }
        }
        self.pieces = pieces + [.text(plain + rest)]
    }

    /// - Parameter inside: `0`, or `0|job|jobs`.
    private static func place(_ inside: Substring) -> Piece? {
        let parts = inside.split(separator: "|", omittingEmptySubsequences: false)
        guard let digit = parts[0].utf8.first, parts[0].utf8.count == 1, (0x30...0x39).contains(digit),
            !inside.contains("{")
        else { return nil }
        let place = Int(digit - 0x30)
        switch parts.count {
        case 1: return .place(place)
        case 3: return .word(place, one: String(parts[1]), many: String(parts[2]))
        default: return nil
        }
    }

    /// A place without a value shows itself, so that it is seen and mended.
    func filled(with values: [String]) -> String {
        guard pieces.count > 1 else { return text }
        var filled = ""
        for piece in pieces {
            switch piece {
            case .text(let text): filled += text
            case .place(let index): filled += index < values.count ? values[index] : "{\(index)}"
            case .word(let index, let one, let many):
                filled += index < values.count && Self.isOne(values[index]) ? one : many
            }
        }
        return filled
    }

    /// A number may be isolated.
    private static func isOne(_ value: String) -> Bool {
        value.unicodeScalars.filter { $0.properties.numericType != nil }.map(\.value) == [0x31]
    }
}
