/// A code of six digits that changes every thirty seconds (RFC 6238, over the HMAC-SHA-1 of RFC 4226).
public enum OneTimeCode {
    public static let digits = 6
    public static let period: Int64 = 30

    /// The steps of time whose codes open: a telephone's clock may go half a minute wrong.
    public static func steps(at now: Instant) -> ClosedRange<Int64> {
        let step = now.seconds / period
        return (step - 1)...(step + 1)
    }

    /// The code of a step, of the step's HMAC.
    public static func code(ofHMAC bytes: [UInt8], digits: Int = digits) -> String {
        let offset = Int(bytes[bytes.count - 1] & 15)
        let number = bytes[offset..<(offset + 4)].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let most = (0..<digits).reduce(UInt32(1)) { power, _ in power * 10 }
        let code = String(number % most)
        return String(repeating: "0", count: digits - code.count) + code
    }

    /// What somebody typed: in any digits, parted or not.
    public enum Typed: Equatable, Sendable {
        case code(String)
        case recovery(String)

        public init?(_ text: String) {
            let plain = Digits.ascii(text).filter { !$0.isWhitespace && $0 != "-" }
            guard plain.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            switch plain.utf8.count {
            case OneTimeCode.digits: self = .code(plain)
            case RecoveryCode.digits: self = .recovery(plain)
            default: return nil
            }
        }
    }
}

/// A code for whoever has lost the telephone that makes the others: twelve digits, since a phone shows him digits to type.
public enum RecoveryCode {
    public static let digits = 12
    public static let count = 10

    /// Ten that differ.
    public static func draw() -> [String] {
        var codes: Set<String> = []
        while codes.count < count {
            codes.insert(String((0..<digits).map { _ in "0123456789".randomElement()! }))
        }
        return codes.sorted()
    }

    /// `1234-5678-9012`
    public static func shown(_ code: String) -> String {
        stride(from: 0, to: code.count, by: 4).map { String(code.dropFirst($0).prefix(4)) }.joined(separator: "-")
    }
}

/// Bytes as letters and digits that cannot be mistaken for each other (RFC 4648), as telephones read a secret.
public enum Base32 {
    private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

    /// Without the signs that would fill it up.
    public static func text(of bytes: [UInt8]) -> String {
        let bits = bytes.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } }
        return String(
            stride(from: 0, to: bits.count, by: 5).map { start in
                letters[(0..<5).reduce(0) { $0 << 1 | (start + $1 < bits.count ? Int(bits[start + $1]) : 0) }]
            })
    }
}
