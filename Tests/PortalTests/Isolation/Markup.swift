/// A page tag by tag, as the renderer writes it: what must hold of it, whatever it shows.
struct Markup {
    /// What may stand within a line, so that the text around it is read with it.
    private static let inLine: Set<Substring> = [
        "a", "b", "bdi", "code", "em", "i", "input", "small", "span", "strong", "svg", "time", "use", "path", "rect",
    ]
    private static let empty: Set<Substring> = [
        "br", "col", "hr", "img", "input", "link", "meta", "path", "source", "use",
    ]

    private var ids: [Substring: Int] = [:]
    /// The text of each block in its order; what keeps a direction of its own shows as one sign.
    private var blocks: [String] = []
    private var text = ""
    /// The tags that are open, each with whether it is isolated from the text around it.
    private var open: [(name: Substring, isIsolated: Bool)] = []

    init(_ html: String) {
        for piece in html.split(separator: "<").drop(while: { $0.hasPrefix("!") }) {
            let parts = piece.split(separator: ">", maxSplits: 1, omittingEmptySubsequences: false)
            take(tag: parts[0])
            if parts.count > 1, !open.contains(where: \.isIsolated) { text += parts[1] }
        }
        endBlock()
    }

    var repeatedIDs: [String] { ids.filter { $1 > 1 }.keys.sorted().map(String.init) }

    /// Texts in which a number of several parts, after Persian letters, shows its last part first (UAX #9, rules W2 and N1).
    var turnedTexts: [String] { blocks.filter { Self.isTurned($0) } }

    private mutating func take(tag: Substring) {
        let isClosing = tag.hasPrefix("/")
        let name = tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }
        if let start = tag.firstRange(of: " id=\"")?.upperBound {
            ids[tag[start...].prefix { $0 != "\"" }, default: 0] += 1
        }
        if !Self.inLine.contains(name) { endBlock() }
        if isClosing {
            while let last = open.popLast(), last.name != name {}
        } else if !Self.empty.contains(name), !tag.hasSuffix("/") {
            let isIsolated = name == "bdi" || tag.contains(" dir=") && name != "html"
            if isIsolated { text += "\u{FFFC}" }
            open.append((name, isIsolated))
        }
    }

    private mutating func endBlock() {
        if text.contains(where: \.isLetter) { blocks.append(text) }
        text = ""
    }

    static func isTurned(_ text: String) -> Bool {
        let outside = text.replacing(#/[\u{2066}-\u{2068}][^\u{2069}]*\u{2069}/#, with: "\u{FFFC}")
        return outside.matches(of: #/\p{Nd}-\p{Nd}|\p{Nd}{3} \p{Nd}{3}/#).contains { match in
            let before = outside[..<match.range.lowerBound].unicodeScalars
            return before.last { $0.properties.isAlphabetic }.map { (0x600...0x6FF).contains($0.value) } ?? false
        }
    }
}
