/// A part of a sentence that keeps its own direction, where no markup can say so: within Unicode's isolates.
extension String {
    /// Runs from left to right: arithmetic, a phone number.
    public var isolatedLeftToRight: String { "\u{2066}\(self)\u{2069}" }

    /// Runs as its first letter does: what somebody typed, in whatever language.
    public var isolated: String { "\u{2068}\(self)\u{2069}" }

    /// Whether its first letter does.
    var runsRightToLeft: Bool {
        let letter = unicodeScalars.first { $0.properties.isAlphabetic }
        return letter.map { (0x590...0x8FF).contains($0.value) } ?? false
    }

    /// Without the isolate that is around the whole of it.
    var notIsolated: String {
        guard let first = unicodeScalars.first, ("\u{2066}"..."\u{2068}").contains(first),
            unicodeScalars.last == "\u{2069}"
        else { return self }
        let inner = unicodeScalars.dropFirst().dropLast()
        var depth = 0
        for scalar in inner {
            if ("\u{2066}"..."\u{2068}").contains(scalar) { depth += 1 }
            if scalar == "\u{2069}" { depth -= 1 }
            if depth < 0 { return self }
        }
        return String(String.UnicodeScalarView(inner))
    }

    /// Without the marks that set a part of it apart on a page: for files.
    public var plainText: String { filter { !("\u{2066}"..."\u{2069}").contains($0) } }
}
