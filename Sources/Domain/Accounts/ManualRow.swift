/// What a person of finance may put into a dealer's account by hand, and which way the money goes.
public enum ManualRow: String, CaseIterable, Sendable {
    case cashCollected = "cash_collected"
    case partCharge = "part_charge"
    case advance
    /// An adjustment in the dealer's favour.
    case credit
    /// An adjustment against him.
    case debit
    case insuranceRelease = "insurance_release"
    case performanceRelease = "performance_release"

    public var kind: LedgerKind {
        switch self {
        case .cashCollected: .cashCollected
        case .partCharge: .partCharge
        case .advance: .advance
        case .credit, .debit: .adjustment
        case .insuranceRelease, .performanceRelease: .retentionRelease
        }
    }

    /// What was kept back, and is due by this row.
    public var releases: LedgerKind? {
        switch self {
        case .insuranceRelease: .insuranceRetention
        case .performanceRelease: .performanceRetention
        case .cashCollected, .partCharge, .advance, .credit, .debit: nil
        }
    }

    /// As it stands in the account. - Parameter size: above zero.
    public func amount(_ size: Money) -> Money {
        switch self {
        case .cashCollected, .partCharge, .advance, .debit: -size
        case .credit, .insuranceRelease, .performanceRelease: size
        }
    }
}

/// The proof that a person may confirm what was written into an account: he is of finance, and another than its writer, unless
/// the operator has eased that.
public struct MayConfirmRow: Sendable {
    public let actor: Actor

    /// - Parameter isEased: whether one person may do what two do.
    /// - Throws: `ledger.denied.role`, `ledger.denied.same`.
    public init(_ actor: Actor, madeBy maker: ID<Person>, isEased: Bool = false) throws(Complaint) {
        guard actor.has(.financeOfficer, .financeApprover) else { throw Complaint("ledger.denied.role") }
        guard isEased || actor.person != maker else { throw Complaint("ledger.denied.same") }
        self.actor = actor
    }
}
