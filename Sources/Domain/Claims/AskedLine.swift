/// What a dealer asks for beyond what the tariff gave: more kilometres, a second man.
public struct AskedLine: Hashable, Sendable {
    /// What can be asked for; a bonus and a penalty come of rules alone.
    public static let components: [FeeComponent] = [.labour, .visit, .travel, .partsHandling]
    /// Minor units.
    public static let range: ClosedRange<Int64> = 1...1_000_000_000_000

    public let component: FeeComponent
    public let amount: Money
    /// Why, in his words.
    public let text: String

    /// - Throws: `form.choose`, `kernel.number.small`, `kernel.number.large`.
    public init(component: FeeComponent, amount: Money, text: String) throws(Complaint) {
        guard Self.components.contains(component) else { throw Complaint("form.choose") }
        let typed = String(amount.minor)
        guard amount.minor >= Self.range.lowerBound else { throw Complaint("kernel.number.small", typed, "1") }
        guard amount.minor <= Self.range.upperBound else {
            throw Complaint("kernel.number.large", typed, String(Self.range.upperBound))
        }
        (self.component, self.amount, self.text) = (component, amount, text)
    }
}
