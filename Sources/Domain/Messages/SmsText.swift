/// A text as it goes over the air: in which letters, and in how many parts it is charged.
public struct SmsText: Hashable, Sendable {
    public enum Letters: String, Sendable {
        /// Seven bits each: Latin letters and some signs; 160 in one part, 153 in each of several.
        case latin
        /// Sixteen bits each, as soon as one letter is none of those: 70 in one part, 67 in each of several.
        case wide
    }

    public let letters: Letters
    /// As a telephone counts: a sign of two places counts twice.
    public let length: Int
    public let parts: Int

    public init(_ text: String) {
        let places = text.unicodeScalars.map(Self.latinPlaces)
        if places.allSatisfy({ $0 != nil }) {
            self.init(.latin, places.compactMap(\.self), alone: 160, together: 153)
        } else {
            self.init(.wide, text.unicodeScalars.map { $0.value > 0xFFFF ? 2 : 1 }, alone: 70, together: 67)
        }
    }

    private init(_ letters: Letters, _ places: [Int], alone: Int, together: Int) {
        self.letters = letters
        length = places.reduce(0, +)
        guard length > alone else {
            parts = length == 0 ? 0 : 1
            return
        }
        // A sign of two places is never cut in two.
        var (parts, filled) = (1, 0)
        for place in places {
            if filled + place > together { (parts, filled) = (parts + 1, 0) }
            filled += place
        }
        self.parts = parts
    }

    /// GSM 03.38. - Returns: nil for a letter that it has not.
    private static func latinPlaces(_ scalar: Unicode.Scalar) -> Int? {
        if basic.contains(scalar) { return 1 }
        return extended.contains(scalar) ? 2 : nil
    }

    private static let basic = Set(
        ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
            + "¿abcdefghijklmnopqrstuvwxyzäöñüà").unicodeScalars)
    private static let extended = Set("^{}\\[~]|€\u{0C}".unicodeScalars)
}
