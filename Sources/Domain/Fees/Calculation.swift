/// All fee lines of one job together, with the facts that they were computed from.
public struct Calculation: Hashable, Sendable {
    public let facts: FeeFacts
    /// In the order of the components; bonuses and penalties in the order of the tariff's rows.
    public let lines: [FeeLine]
    /// The sum of the lines that the company pays, in minor units; below zero the dealer owes it.
    public let payable: Int64
}

/// What one rule gave for one job.
public struct FeeLine: Hashable, Sendable {
    public let component: FeeComponent
    /// The rule's code.
    public let rule: String
    /// 1 for a fixed amount, the units that counted, the whole quantity for bands, the base for a percentage.
    public let quantity: Fraction
    /// In minor units; a penalty is negative.
    public let amount: Int64
    public let payer: FeePayer
    public let scope: FeeScope
    public let reason: FeeReason
}
