/// Marks the ids of an account's rows, and of those that a person has written and another is to confirm.
public enum LedgerEntry {}
public enum AccountRow {}

/// Why a dealer's account has a row. Above zero the company owes the dealer.
public enum LedgerKind: String, CaseIterable, Sendable {
    /// What was approved of a claim's lines in the dealer's favour.
    case fee
    /// What was approved of its penalties, below zero.
    case penalty
    /// A later decision, either way.
    case adjustment
    /// What takes back something that was approved.
    case reversal
    /// Kept back of a payment until the clearance of social security, below zero.
    case insuranceRetention = "insurance_retention"
    /// Kept back of a payment as a surety for the work, below zero.
    case performanceRetention = "performance_retention"
    /// What was kept back is due again.
    case retentionRelease = "retention_release"
    /// Tax that the company pays in the dealer's name, below zero.
    case withholding
    /// Value added tax, which a registered dealer gets besides his fees.
    case vat
    /// What the dealer has collected of customers for the company, below zero.
    case cashCollected = "cash_collected"
    /// Parts that the dealer must pay, below zero; above it where one that he was charged for came after all.
    case partCharge = "part_charge"
    /// What was paid beforehand, outside of a payout, below zero.
    case advance
    /// What the bank has paid to the dealer, below zero.
    case payment
    /// A payment that the bank gave back.
    case paymentReturn = "payment_return"

    public enum Group: String, CaseIterable, Sendable {
        /// What the dealer has earned by his work.
        case work
        /// What else was put to his account or taken off it.
        case other
        /// What a payment takes off or adds.
        case deductions
        case payments
    }

    public var group: Group {
        switch self {
        case .fee, .penalty, .adjustment, .reversal: .work
        case .retentionRelease, .cashCollected, .partCharge, .advance: .other
        case .insuranceRetention, .performanceRetention, .withholding, .vat: .deductions
        case .payment, .paymentReturn: .payments
        }
    }

    /// Whether rows of this kind wait for a payout that gathers them. The others come about when a payout is paid.
    public var isGathered: Bool { group == .work || group == .other }

    public static let gathered = allCases.filter(\.isGathered)
}
