/// A mobile number of Iran.
public struct MobileNumber: Hashable, Sendable {
    /// `+989123456789`, the form that is stored.
    public let e164: String

    /// Reads `0912…`, `912…`, `98…`, `0098…` and `+98…` in any script's digits, broken up by spaces, dashes or brackets.
    /// Throws `kernel.mobile.bad` with what was typed.
    public init(_ typed: String) throws(Complaint) {
        let bytes = TypedCode.bare(typed)
        let prefix = bytes.dropLast(10)
        let number = bytes.suffix(10)
        guard number.count == 10, number.first == UInt8(ascii: "9"), TypedCode.isDigits(number),
            ["", "0", "98", "0098", "+98"].contains(TypedCode.text(prefix))
        else { throw Complaint("kernel.mobile.bad", SearchText.stored(typed)) }
        e164 = "+98" + TypedCode.text(number)
    }

    /// `09123456789`
    public var local: String { "0" + e164.dropFirst(3) }

    /// `0912 345 6789`, in Latin digits for every reader: so it is dialled, and so it stands on a bill.
    public var shown: String { Self.shown(stored: e164) }

    /// `09123456789` of a stored `+989123456789`: as a file has it.
    public static func local(stored: String) -> String {
        stored.utf8.count == 13 && stored.hasPrefix("+98") ? "0" + stored.dropFirst(3) : stored
    }

    /// As `shown`, of a stored `+989123456789`; a landline as `021 8877 6655`.
    public static func shown(stored: String) -> String {
        if stored.utf8.count == 11, stored.hasPrefix("0"), !stored.hasPrefix("09") {
            return "\(stored.prefix(3)) \(stored.dropFirst(3).prefix(4)) \(stored.dropFirst(7))"
        }
        guard stored.utf8.count == 13, stored.hasPrefix("+98") else { return stored }
        let digits = stored.dropFirst(3)
        return "0\(digits.prefix(3)) \(digits.dropFirst(3).prefix(3)) \(digits.dropFirst(6))"
    }
}
