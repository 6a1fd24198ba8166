/// The order of the Persian alphabet: پ after ب, چ after ج, ژ after ز, گ after ک, and آ before all.
public enum PersianOrder {
    /// A text whose plain byte order, in Swift as in SQL, is the Persian order: spaces, digits, Persian letters, then
    /// Latin letters without regard to case. Half-spaces, marks and punctuation do not count.
    public static func key(_ text: String) -> String {
        if let quick = LetterPass.run(text, spaced: true, { rank($0) }) { return quick }
        return LetterPass.run(SearchText.key(text), spaced: true) { scalar in
            let place = rank(scalar)
            return place == LetterPass.outside ? scalar : place
        } ?? text
    }

    public static func isBefore(_ left: String, _ right: String) -> Bool {
        key(left).utf8.lexicographicallyPrecedes(key(right).utf8)
    }

    private static let alphabet: [Unicode.Scalar] = Array("آءابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی".unicodeScalars)

    /// By scalar − 0x600; the places are bytes between `9` and `a`.
    private static let places: [UInt32] = {
        var places = [UInt32](repeating: LetterPass.drop, count: 0x100)
        for (index, letter) in alphabet.enumerated() { places[Int(letter.value - 0x600)] = 0x3A + UInt32(index) }
        return places
    }()

    @inline(__always)
    private static func rank(_ scalar: UInt32) -> UInt32 {
        let letter = scalar == 0x622 ? scalar : FoldedLetter.of(scalar)
        switch letter {
        case LetterPass.space, 0x30...0x39, 0x61...0x7A: return letter
        case 0x600...0x6FF: return places[Int(letter - 0x600)]
        case 0...0x7F: return LetterPass.drop
        default: return letter
        }
    }
}

extension Sequence {
    /// By name, in the order of the Persian alphabet; those of one name stay as they were. An engine would sort by code point.
    public func inPersianOrder(by name: (Element) throws -> String) rethrows -> [Element] {
        try map { (key: PersianOrder.key(try name($0)), element: $0) }.enumerated()
            .sorted { one, other in
                one.element.key == other.element.key
                    ? one.offset < other.offset
                    : one.element.key.utf8.lexicographicallyPrecedes(other.element.key.utf8)
            }
            .map { $0.element.element }
    }
}
