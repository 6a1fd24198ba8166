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

    init(_ text: String) {
        self.text = text
        var pieces: [Piece] = []
        var rest = text[...]
        while let match = rest.firstMatch(of: #/\{([0-9])(?:\|([^|{}]*)\|([^|{}]*))?\}/#), let place = Int(match.1) {
            pieces.append(.text(String(rest[..<match.range.lowerBound])))
            if let one = match.2, let many = match.3 {
                pieces.append(.word(place, one: String(one), many: String(many)))
            } else {
                pieces.append(.place(place))
            }
            rest = rest[match.range.upperBound...]
        }
        self.pieces = pieces + [.text(String(rest))]
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
