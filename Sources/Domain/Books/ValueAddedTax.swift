/// Value added tax, at the rates that a company has written down.
public enum ValueAddedTax {
    /// Hundredths of a percent.
    public static let rates = 0...10_000

    /// A rate from a day on.
    public struct Rate: Hashable, Codable, Sendable {
        public let from: CalendarDay
        /// In hundredths of a percent.
        public let hundredths: Int

        public init(from day: CalendarDay, hundredths: Int) { (from, self.hundredths) = (day, hundredths) }
    }

    /// The one with the latest day that is not after it. - Parameter rates: of two with one day the first holds.
    /// - Returns: nil where none holds yet.
    public static func rate(on day: CalendarDay, _ rates: [Rate]) -> Int? {
        var held: Rate?
        for rate in rates where rate.from <= day && rate.from > held?.from ?? CalendarDay(number: .min) { held = rate }
        return held?.hundredths
    }

    /// Of one line, with what is less than a whole unit left off, as the law's own samples do.
    /// - Parameter base: not below zero.
    public static func tax(on base: Int64, hundredths: Int) -> Int64 { share(of: base, hundredths) }

    /// Hundredths of a percent of an amount, without a fraction of a unit.
    static func share(of amount: Int64, _ hundredths: Int) -> Int64 {
        let (whole, rest) = amount.quotientAndRemainder(dividingBy: 10_000)
        return whole * Int64(hundredths) + rest * Int64(hundredths) / 10_000
    }

    /// A rate as people type it: `0`, `10`, `9.5`, in any script's digits.
    /// - Throws: `payouts.percent.…`
    public static func read(_ typed: String) throws(Complaint) -> Int {
        let bare = Digits.ascii(SearchText.squeezed(typed)).filter { !"%٪".contains($0) }
        return try bare == "0" ? 0 : Percent(typed).hundredths
    }

    /// `10`, `9.5`, in ASCII digits.
    public static func text(_ hundredths: Int) -> String { Percent(hundredths: hundredths)?.text ?? "0" }
}
