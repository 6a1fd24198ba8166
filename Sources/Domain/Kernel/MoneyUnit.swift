/// The unit in which a company's people read and write its money. What is kept, and what stands in files, is rial always.
public enum MoneyUnit: String, CaseIterable, Sendable {
    case rial, toman

    /// How many places the mark of the decimals stands further to the left than in rial.
    public var zeros: Int { self == .rial ? 0 : 1 }

    /// An amount of rial in this unit, in ASCII digits and exactly: `12345` is `1234.5` toman. What is no number stays.
    public func text(_ rial: String) -> String {
        guard self == .toman, let number = DecimalText(rial) else { return rial }
        return number.movedLeft
    }

    public func text(_ rial: Int64) -> String { text(String(rial)) }

    /// The other way, for what was typed in plain digits; what is no number stays, to be refused where it is read.
    public func rial(_ text: String) -> String {
        guard self == .toman, let number = DecimalText(text) else { return text }
        return number.movedRight
    }

    /// Rial, of what a person typed in this unit. Throws as `TypedNumber.integer`, whose bounds it names in this unit, and
    /// `kernel.money.toman` for what is no whole number of rial.
    public func read(_ typed: String, in range: ClosedRange<Int64>) throws(Complaint) -> Int64 {
        guard self == .toman else { return try TypedNumber.integer(typed, in: range) }
        // 1.500 is fifteen hundred to some and one and a half to others.
        let decimals = SearchText.key(typed).split(omittingEmptySubsequences: false) { "./٫".contains($0) }.dropFirst()
        guard decimals.allSatisfy({ $0.count <= 1 }) else {
            throw Complaint("kernel.money.toman", SearchText.stored(typed))
        }
        return try TypedNumber.tenths(typed, in: range)
    }
}

/// `-1234.5`, cut at its mark.
private struct DecimalText {
    private let sign: Substring
    private let whole: Substring
    private let decimals: Substring

    init?(_ text: String) {
        sign = text.prefix(text.hasPrefix("-") ? 1 : 0)
        let parts = text.dropFirst(sign.count).split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty && TypedCode.isDigits($0.utf8) }) else {
            return nil
        }
        (whole, decimals) = (parts[0], parts.count == 2 ? parts[1] : "")
    }

    /// A tenth of it. Zeros at its end are not written.
    var movedLeft: String {
        var rest = String(whole.suffix(1)) + decimals
        while rest.last == "0" { rest.removeLast() }
        let start = whole.count == 1 ? "0" : whole.dropLast()
        return sign + start + (rest.isEmpty ? "" : "." + rest)
    }

    /// Ten times it.
    var movedRight: String {
        let start = whole == "0" && !decimals.isEmpty ? "" : String(whole)
        let rest = decimals.dropFirst()
        return sign + start + (decimals.first.map(String.init) ?? (whole == "0" ? "" : "0"))
            + (rest.isEmpty ? "" : "." + rest)
    }
}
