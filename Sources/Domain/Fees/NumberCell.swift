/// Reads the numbers of tariffs and job files: digits of any script, and no sign, group mark or exponent.
enum NumberCell {
    /// A whole number from `least` up to the 64-bit range.
    static func whole(_ cell: String, least: Int64 = 0) throws(Complaint) -> Int64 {
        let number = try decimal(cell, places: 0)
        guard number >= least else { throw Complaint("fees.number.least", cell, String(least)) }
        return number
    }

    /// In units of the last place: "7.5" with two places is 750.
    static func decimal(_ cell: String, places: Int) throws(Complaint) -> Int64 {
        let (digits, decimals) = try digits(of: cell, places: places)
        var number = digits
        for _ in decimals..<max(places, decimals) { number = try append(0, to: number, cell) }
        return number
    }

    /// With as many decimals as anybody needs (nine).
    static func fraction(_ cell: String) throws(Complaint) -> Fraction {
        let (digits, decimals) = try digits(of: cell, places: 9)
        return Fraction(Int128(digits), over: powerOfTen(decimals))
    }

    /// As `fraction`, and may be below zero.
    static func signedFraction(_ cell: String) throws(Complaint) -> Fraction {
        guard let rest = withoutMinus(cell) else { return try fraction(cell) }
        return try fraction(rest).negated
    }

    /// A whole number that may be below zero.
    static func signedWhole(_ cell: String) throws(Complaint) -> Int64 {
        guard let rest = withoutMinus(cell) else { return try whole(cell) }
        return -(try whole(rest))
    }

    private static func withoutMinus(_ cell: String) -> String? {
        cell.hasPrefix("-") || cell.hasPrefix("\u{2212}") ? String(cell.dropFirst()) : nil
    }

    private static func digits(of cell: String, places: Int) throws(Complaint) -> (digits: Int64, decimals: Int) {
        var number: Int64 = 0
        var decimals: Int?
        var count = 0
        for scalar in Digits.ascii(cell).unicodeScalars {
            if ("0"..."9").contains(scalar) {
                number = try append(Int64(scalar.value) - 0x30, to: number, cell)
                count += 1
                decimals = decimals.map { $0 + 1 }
            } else if scalar == "." || scalar == "\u{066B}", decimals == nil, count > 0 {
                decimals = 0
            } else {
                throw Complaint(places == 0 ? "fees.number.whole" : "fees.number.unreadable", cell)
            }
        }
        guard count > 0, decimals != 0 else { throw Complaint("fees.number.unreadable", cell) }
        guard decimals ?? 0 <= places else {
            if places == 0 { throw Complaint("fees.number.whole", cell) }
            throw Complaint("fees.number.decimals", cell, String(places))
        }
        return (number, decimals ?? 0)
    }

    private static func append(_ digit: Int64, to number: Int64, _ cell: String) throws(Complaint) -> Int64 {
        let tenfold = number.multipliedReportingOverflow(by: 10)
        let sum = tenfold.partialValue.addingReportingOverflow(digit)
        guard !tenfold.overflow, !sum.overflow else { throw Complaint("fees.number.large", cell) }
        return sum.partialValue
    }
}
