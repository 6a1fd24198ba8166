/// The number of a bank account in Iran: `IR`, two check digits, three of the bank, nineteen of the account.
public struct Sheba: Hashable, Sendable {
    /// All 26 characters without spaces, the form that is stored.
    public let text: String

    /// Reads it with or without `IR`, broken up in any way, in any script's digits.
    /// Throws `kernel.sheba.length` or, when the check digits do not fit (ISO 7064, mod 97), `kernel.sheba.check`.
    public init(_ typed: String) throws(Complaint) {
        let bytes = TypedCode.bare(typed)
        let digits = bytes.starts(with: "ir".utf8) ? bytes.dropFirst(2) : bytes[...]
        guard digits.count == 24, TypedCode.isDigits(digits) else {
            throw Complaint("kernel.sheba.length", SearchText.stored(typed))
        }
        let moved = Array(digits.dropFirst(2)) + Array("1827".utf8) + Array(digits.prefix(2))
        guard moved.reduce(0, { ($0 * 10 + Int($1 - 0x30)) % 97 }) == 1 else {
            throw Complaint("kernel.sheba.check", SearchText.stored(typed))
        }
        text = "IR" + TypedCode.text(digits)
    }

    /// `IR82 0540 1026 8002 0817 9090 02`, its groups held together on one line.
    public var grouped: String {
        let bytes = Array(text.utf8)
        return stride(from: 0, to: bytes.count, by: 4)
            .map { TypedCode.text(bytes[$0..<min($0 + 4, bytes.count)]) }
            .joined(separator: "\u{A0}")
    }

    /// `054` for Parsian: names of banks are data, for banks merge.
    public var bankCode: String { String(text.dropFirst(4).prefix(3)) }
}
