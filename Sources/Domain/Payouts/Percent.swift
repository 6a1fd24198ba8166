/// A share of an amount, exact to a hundredth of a percent: 0.01 % to 100 %.
public struct Percent: Hashable, Comparable, Codable, Sendable {
    /// Hundredths of one percent, 1…10,000.
    public let hundredths: Int

    /// nil outside of 0.01 % to 100 %.
    public init?(hundredths: Int) {
        guard (1...10_000).contains(hundredths) else { return nil }
        self.hundredths = hundredths
    }

    /// Reads `5`, `5.25` or `5٫25` in any script's digits.
    /// - Throws: `payouts.percent.unreadable`; `payouts.percent.range` where it is nothing, above 100 or finer.
    public init(_ typed: String) throws(Complaint) {
        let shown = SearchText.stored(typed)
        let text = Digits.ascii(SearchText.squeezed(typed)).unicodeScalars.filter { !["%", "٪"].contains($0) }
        let parts = text.split(omittingEmptySubsequences: false) { [".", "/", "٫"].contains($0) }.map { String($0) }
        let isNumber = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        guard (1...2).contains(parts.count), isNumber else { throw Complaint("payouts.percent.unreadable", shown) }
        let decimals = parts.count == 2 ? parts[1] : ""
        guard parts[0].count <= 3, decimals.count <= 2, let whole = Int(parts[0]),
            let rest = Int(decimals + String(repeating: "0", count: 2 - decimals.count)),
            let percent = Percent(hundredths: whole * 100 + rest)
        else { throw Complaint("payouts.percent.range", shown) }
        self = percent
    }

    /// `5`, `5.25`, in ASCII digits.
    public var text: String {
        let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
        if rest == 0 { return String(whole) }
        return rest % 10 == 0 ? "\(whole).\(rest / 10)" : "\(whole)." + (rest < 10 ? "0" : "") + String(rest)
    }

    /// The share, rounded half away from zero to a whole minor unit. Never more than the amount, so it overflows nowhere.
    public func of(_ money: Money) -> Money {
        let (ten, rest) = money.minor.magnitude.quotientAndRemainder(dividingBy: 10_000)
        let share = ten * UInt64(hundredths) + (rest * UInt64(hundredths) + 5_000) / 10_000
        let size = Int64(clamping: share)
        return Money(money.minor < 0 ? -size : size, money.currency)
    }

    public static func < (left: Percent, right: Percent) -> Bool { left.hundredths < right.hundredths }
}
