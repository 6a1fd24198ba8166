/// The words by which a person looks for something: folded, and a telephone number in one piece however it was written.
public enum SearchWords {
    /// More find no more.
    private static let most = 6
    private static let longest = 60

    public static func of(_ typed: String) -> [String] {
        if let number = number(typed) { return [number] }
        return SearchText.key(typed).split(separator: " ").prefix(most).map { String($0.prefix(longest)) }
    }

    /// A mobile number or a landline with its area code, or the beginning of one, with the country's code or without, in groups
    /// or in one; nil for anything else.
    private static func number(_ typed: String) -> String? {
        if let mobile = try? MobileNumber(typed) { return mobile.local }
        let text = Digits.ascii(SearchText.stored(typed))
        guard text.utf8.allSatisfy({ isDigit($0) || " +-()".utf8.contains($0) }) else { return nil }
        let digits = String(decoding: text.utf8.filter(isDigit), as: UTF8.self)
        if text.hasPrefix("+98") { return "0" + digits.dropFirst(2) }
        if digits.hasPrefix("0098") { return "0" + digits.dropFirst(4) }
        return digits.hasPrefix("0") && (2...11).contains(digits.count) ? digits : nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
