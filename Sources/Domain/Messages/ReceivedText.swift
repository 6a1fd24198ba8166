import Foundation

/// What somebody means by a text message that he sends to the company.
public enum ReceivedText: Hashable, Sendable {
    /// One is bad, five is as good as it can be.
    case rating(Int)
    /// He wants no advertising any more.
    case optOut
    /// Whether a machine with this serial is the company's, and how long it is covered.
    case check(String)
    /// A warranty card of this serial and number begins.
    case activation(serial: String, card: String)
    case other

    /// The words by which advertising ends: «لغو۱۱» is the operators' own.
    private static let ends: Set<String> = ["\u{644}\u{63A}\u{648}11", "\u{644}\u{63A}\u{648}", "stop", "off"]

    /// What may be the number of a thing of ours: words with a digit, without the `#` before them.
    public static func numbers(in text: String) -> [String] {
        let words = Digits.ascii(text).split { !($0.isLetter || $0.isNumber || "-/_.".contains($0)) }
        let numbers = words.map { $0.trimmingCharacters(in: .init(charactersIn: "-/_.")) }
        return Array(numbers.filter { $0.contains(where: \.isNumber) && (3...40).contains($0.utf8.count) }.prefix(10))
    }

    /// nil for a word that people say.
    private static func code(_ word: String) -> String? {
        guard word.utf8.count >= 3,
            word.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-/".contains($0)) }),
            word.contains(where: \.isNumber)
        else { return nil }
        return try? SerialText.parse(word)
    }

    public init(_ text: String) {
        let plain = SearchText.squeezed(Digits.ascii(text)).filter { $0.isLetter || $0.isNumber }.lowercased()
        let words = Digits.ascii(text).split(whereSeparator: \.isWhitespace).map(String.init)
        if words.first?.hasPrefix("#") == true, words.count <= 2 {
            self = (try? SerialText.parse(String(words.joined().dropFirst()))).map(Self.check) ?? .other
            return
        }
        if words.count == 2, let serial = Self.code(words[0]), let card = Self.code(words[1]) {
            self = .activation(serial: serial, card: card)
            return
        }
        if let stars = Int(plain), JobRating.scale.contains(stars), plain.count == 1 {
            self = .rating(stars)
        } else {
            self = Self.ends.contains(plain) ? .optOut : .other
        }
    }
}
