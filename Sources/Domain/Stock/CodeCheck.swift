/// How a code ends, so that a slip of the finger is seen.
public enum CodeCheck: String, CaseIterable, Sendable {
    case none
    /// One digit over all digits, each letter read as its number from A = 10.
    case luhn
    /// Two digits after ISO 7064, MOD 97-10, letters as above.
    case mod97

    public var length: Int {
        switch self {
        case .none: 0
        case .luhn: 1
        case .mod97: 2
        }
    }

    /// The digits for a body of letters A–Z and digits.
    public func digits(of body: String) -> String {
        let digits = body.uppercased().utf8.flatMap { byte -> [Int] in
            byte < 0x41 ? [Int(byte) - 0x30] : [(Int(byte) - 0x37) / 10, (Int(byte) - 0x37) % 10]
        }
        switch self {
        case .none: return ""
        case .luhn: return String((10 - Self.luhnSum(digits) % 10) % 10)
        case .mod97:
            let rest = (digits + [0, 0]).reduce(0) { ($0 * 10 + $1) % 97 }
            let check = 98 - rest
            return check < 10 ? "0\(check)" : String(check)
        }
    }

    private static func luhnSum(_ digits: [Int]) -> Int {
        digits.reversed().enumerated().reduce(0) { sum, item in
            let doubled = item.element * (item.offset.isMultiple(of: 2) ? 2 : 1)
            return sum + (doubled > 9 ? doubled - 9 : doubled)
        }
    }
}
