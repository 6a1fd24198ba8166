/// A sentence cut at its places `{0}` `{1}` once, so that filling it searches for nothing.
struct Sentence: Sendable {
    private enum Piece: Sendable {
        case text(String)
        case place(Int)
    }

    let text: String
    private let pieces: [Piece]

    init(_ text: String) {
        self.text = text
        var pieces: [Piece] = []
        var rest = text[...]
        while let match = rest.firstMatch(of: #/\{([0-9])\}/#), let place = Int(match.1) {
            pieces += [.text(String(rest[..<match.range.lowerBound])), .place(place)]
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
            }
        }
        return filled
    }
}
