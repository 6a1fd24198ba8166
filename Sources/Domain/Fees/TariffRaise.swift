/// All amounts of a tariff's rules changed by one percentage: what a company does to its tariff each spring.
public struct TariffRaise: Hashable, Sendable {
    /// In hundredths of a percent: 25 % is 2,500; below zero it lowers.
    public let hundredths: Int64
    /// Each amount is rounded to a multiple of it, half away from zero.
    public let step: Int64
    /// nil for all.
    public let component: FeeComponent?

    public static let range: ClosedRange<Int64> = -9_999...100_000
    public static let steps: [Int64] = [1, 10, 100, 1_000, 5_000, 10_000, 50_000, 100_000]

    public init(hundredths: Int64, step: Int64, component: FeeComponent?) {
        (self.hundredths, self.step, self.component) = (hundredths, step, component)
    }

    /// The rule with its amounts, those of its bands and its limits changed; a percentage stays what it is. Complains
    /// (`fees.overflow`) where an amount leaves the 64-bit range.
    public func raised(_ cells: RuleCells) throws(Complaint) -> RuleCells {
        guard component.map({ $0.rawValue == cells[.component] }) ?? true else { return cells }
        return try cells.withAmounts(money)
    }

    /// What is no whole number stays, to be refused where it is read.
    private func money(_ text: String) throws(Complaint) -> String {
        guard let amount = Int64(text) else { return text }
        let (whole, base) = (Int128(amount) * Int128(10_000 + hundredths), Int128(10_000) * Int128(step))
        let steps = (2 * whole + base) / (2 * base)
        guard let raised = Int64(exactly: steps * Int128(step)) else { throw Complaint("fees.overflow") }
        return String(raised)
    }
}
