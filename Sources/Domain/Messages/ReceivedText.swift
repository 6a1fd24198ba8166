/// What somebody means by a text message that he sends to the company.
public enum ReceivedText: Hashable, Sendable {
    /// One is bad, five is as good as it can be.
    case rating(Int)
    /// He wants no advertising any more.
    case optOut
    case other

    /// The words by which advertising ends: «لغو۱۱» is the operators' own.
    private static let ends: Set<String> = ["\u{644}\u{63A}\u{648}11", "\u{644}\u{63A}\u{648}", "stop", "off"]

    public init(_ text: String) {
        let plain = SearchText.squeezed(Digits.ascii(text)).filter { $0.isLetter || $0.isNumber }.lowercased()
        if let stars = Int(plain), JobRating.scale.contains(stars), plain.count == 1 {
            self = .rating(stars)
        } else {
            self = Self.ends.contains(plain) ? .optOut : .other
        }
    }
}
