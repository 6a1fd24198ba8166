import Domain

/// A number as a workbook stores it, digit by digit and never as a float, for it may be money: `1.5E7` is 15000000.
struct WrittenNumber {
    private var isNegative: Bool
    /// Without zeros at their ends; their worth is times ten to the power of `exponent`.
    private var digits: [UInt8]
    private var exponent: Int
    /// It was written with an `E`.
    private let isScientific: Bool
    /// What a spreadsheet keeps of a number for sure.
    private static let sureDigits = 15

    /// Nil for what is no number. Byte by byte: a sheet has a million of them, and a regular expression takes as long for one
    /// as this for a hundred.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        isNegative = Self.takeSign(&rest)
        let whole = Self.takeDigits(&rest)
        var fraction: ArraySlice<UInt8> = []
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fraction = Self.takeDigits(&rest)
        }
        guard !whole.isEmpty || !fraction.isEmpty else { return nil }
        var power = 0
        isScientific = rest.first == UInt8(ascii: "E") || rest.first == UInt8(ascii: "e")
        if isScientific {
            rest.removeFirst()
            let isDown = Self.takeSign(&rest)
            let digits = Self.takeDigits(&rest)
            guard (1...4).contains(digits.count) else { return nil }
            power = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) } * (isDown ? -1 : 1)
        }
        guard rest.isEmpty else { return nil }
        digits = Array(whole + fraction)
        exponent = power - fraction.count
        trim()
        if exponent < 0, digits.count > Self.sureDigits { round() }
    }

    private static func takeSign(_ rest: inout ArraySlice<UInt8>) -> Bool {
        guard let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") else { return false }
        rest.removeFirst()
        return first == UInt8(ascii: "-")
    }

    private static func takeDigits(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        rest = rest.dropFirst(digits.count)
        return digits
    }

    /// A hundred times as much.
    var hundredfold: WrittenNumber {
        var number = self
        if !digits.isEmpty { number.exponent += 2 }
        return number
    }

    /// A whole number that is longer than a spreadsheet keeps, and written with an `E`, has lost its last digits: it stays
    /// as it is written, so that nobody takes zeros for what was there.
    func text(padded least: Int = 1) -> String {
        let sign = isNegative && !digits.isEmpty ? "-" : ""
        let size = digits.count + exponent
        let isLost = isScientific && size > Self.sureDigits && exponent >= 0
        guard !isLost, (-60...60).contains(exponent) else { return sign + scientific }
        let whole = size > 0 ? digits.prefix(size) + [UInt8](repeating: 0x30, count: max(exponent, 0)) : [0x30]
        let rest = exponent < 0 ? [UInt8](repeating: 0x30, count: max(-size, 0)) + digits.dropFirst(max(size, 0)) : []
        let zeros = String(repeating: "0", count: max(least - whole.count, 0))
        return sign + zeros + String(decoding: whole, as: UTF8.self)
            + (rest.isEmpty ? "" : "." + String(decoding: rest, as: UTF8.self))
    }

    var isWhole: Bool { exponent >= 0 }

    private var scientific: String {
        let rest = digits.count > 1 ? "." + String(decoding: digits.dropFirst(), as: UTF8.self) : ""
        return "\(String(decoding: digits.prefix(1), as: UTF8.self))\(rest)E\(digits.count + exponent - 1)"
    }

    private mutating func trim() {
        digits = Array(digits.drop { $0 == 0x30 })
        while digits.last == 0x30 {
            digits.removeLast()
            exponent += 1
        }
        if digits.isEmpty { exponent = 0 }
    }

    /// 1234.56 is stored as the nearest binary fraction, 1234.5599999999999: fifteen digits are what was typed.
    private mutating func round() {
        let isUp = digits[Self.sureDigits] >= 0x35
        exponent += digits.count - Self.sureDigits
        digits.removeSubrange(Self.sureDigits...)
        var place = isUp ? digits.count - 1 : -1
        while place >= 0 {
            digits[place] += 1
            guard digits[place] > 0x39 else { break }
            digits[place] = 0x30
            place -= 1
            if place < 0 { digits.insert(0x31, at: 0) }
        }
        trim()
    }
}
