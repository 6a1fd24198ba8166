/// An exact number: kilometres to a tenth, hours as sixtieths, percentages as hundredths, and what comes of multiplying
/// them with amounts. Whatever does not fit is refused with the complaint `fees.overflow`, never wrapped, never a trap.
public struct Fraction: Hashable, Sendable {
    let numerator: Int128
    /// Always above zero.
    let denominator: Int128

    public init(_ whole: Int64) {
        numerator = Int128(whole)
        denominator = 1
    }

    /// `denominator` must be above zero.
    init(_ numerator: Int128, over denominator: Int128) {
        self.numerator = numerator
        self.denominator = denominator
    }

    static let zero = Fraction(0)

    var isNegative: Bool { numerator < 0 }
    var isZero: Bool { numerator == 0 }
    var negated: Fraction { Fraction(-numerator, over: denominator) }

    func plus(_ other: Fraction) throws(Complaint) -> Fraction {
        if denominator == other.denominator {
            return Fraction(try fit(numerator.addingReportingOverflow(other.numerator)), over: denominator)
        }
        let left = try fit(numerator.multipliedReportingOverflow(by: other.denominator))
        let right = try fit(other.numerator.multipliedReportingOverflow(by: denominator))
        let shared = try fit(denominator.multipliedReportingOverflow(by: other.denominator))
        return Fraction(try fit(left.addingReportingOverflow(right)), over: shared)
    }

    func minus(_ other: Fraction) throws(Complaint) -> Fraction {
        try plus(other.negated)
    }

    func times(_ other: Int64) throws(Complaint) -> Fraction {
        Fraction(try fit(numerator.multipliedReportingOverflow(by: Int128(other))), over: denominator)
    }

    func divided(by other: Int64) throws(Complaint) -> Fraction {
        Fraction(numerator, over: try fit(denominator.multipliedReportingOverflow(by: Int128(other))))
    }

    /// To a whole number, half away from zero.
    func rounded() throws(Complaint) -> Int64 {
        guard let whole = Int64(exactly: rounded(numerator)) else { throw Complaint("fees.overflow") }
        return whole
    }

    /// ASCII digits, at most `places` decimals (half away from zero), no trailing zeros.
    public func text(places: Int = 4) -> String {
        let scale = powerOfTen(places)
        guard denominator != 1, let scaled = try? rounded(fit(numerator.multipliedReportingOverflow(by: scale))) else {
            return String(numerator / denominator)
        }
        let (whole, rest) = scaled.magnitude.quotientAndRemainder(dividingBy: scale.magnitude)
        let sign = scaled < 0 ? "-" : ""
        guard rest != 0 else { return sign + String(whole) }
        let decimals = String(String(rest + scale.magnitude).dropFirst())
        return "\(sign)\(whole)." + decimals.prefix(decimals.lastIndex { $0 != "0" }!.utf16Offset(in: decimals) + 1)
    }

    /// Whether `text(places:)` leaves nothing out.
    func isExact(places: Int = 4) -> Bool {
        let scaled = numerator.multipliedReportingOverflow(by: powerOfTen(places))
        return !scaled.overflow && scaled.partialValue.isMultiple(of: denominator)
    }

    private func rounded(_ scaled: Int128) -> Int128 {
        let (quotient, remainder) = scaled.quotientAndRemainder(dividingBy: denominator)
        guard remainder.magnitude >= denominator.magnitude - remainder.magnitude else { return quotient }
        return quotient + (scaled < 0 ? -1 : 1)
    }
}

func powerOfTen(_ places: Int) -> Int128 {
    (0..<places).reduce(1) { product, _ in product * 10 }
}

private func fit(_ result: (partialValue: Int128, overflow: Bool)) throws(Complaint) -> Int128 {
    guard !result.overflow else { throw Complaint("fees.overflow") }
    return result.partialValue
}
