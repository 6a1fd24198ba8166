/// The number of somebody at the other end of a line, whatever kind of line: mobile numbers as they are stored everywhere,
/// landlines of Iran with their area code, else the digits that were said.
public struct CallerNumber: Hashable, Sendable {
    private static let longest = 15
    /// What stands before an extension; the first is the Persian word for it, "dākheli".
    private static let wordsOfLines = ["\u{062F}\u{0627}\u{062E}\u{0644}\u{06CC}", "ext.", "ext", "x"]

    /// `+989123456789`, `02188776655`, or other digits; never empty.
    public let number: String
    /// Of a house's own exchange; empty where there is none.
    public let line: String

    /// Reads what people write: any script's digits, with spaces, dashes, brackets, `+98` or `0098` before a landline too, and
    /// an extension after the Persian word for it, `ext`, `x` or `#`.
    /// - Throws: `contacts.number.bad` with what was typed.
    public init(_ typed: String) throws(Complaint) {
        var text = Digits.ascii(SearchText.stored(typed)).lowercased()
        for word in Self.wordsOfLines { text = text.replacing(word, with: "#") }
        let parts = text.split(separator: "#", maxSplits: 1).map(String.init)
        let line = parts.count == 2 ? Self.digits(parts[1]) : ""
        guard let first = parts.first, parts.count == 1 || (1...6).contains(line?.count ?? 0),
            let line, let number = Self.number(first)
        else { throw Complaint("contacts.number.bad", SearchText.stored(typed)) }
        (self.number, self.line) = (number, line)
    }

    private static func number(_ text: String) -> String? {
        if let mobile = try? MobileNumber(text) { return mobile.e164 }
        guard var digits = digits(text.replacing("+", with: "00")) else { return nil }
        for prefix in ["0098", "98"] where digits.hasPrefix(prefix) && digits.count == prefix.count + 10 {
            digits = "0" + digits.dropFirst(prefix.count)
        }
        return (3...longest).contains(digits.count) ? digits : nil
    }

    /// nil where something else than a number stands there.
    private static func digits(_ text: String) -> String? {
        var digits = ""
        for sign in text.unicodeScalars {
            if ("0"..."9").contains(sign) {
                digits.unicodeScalars.append(sign)
            } else if !" -–()./\u{200C}\u{200E}\u{200F}".unicodeScalars.contains(sign) {
                return nil
            }
        }
        return digits
    }
}
