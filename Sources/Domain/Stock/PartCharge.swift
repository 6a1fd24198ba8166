/// Marks the ids of what dealers are charged for removed parts that did not come back.
public enum PartCharge {}

public enum PartChargeState: String, CaseIterable, Sendable {
    case proposed
    /// It stands in his account.
    case posted
    case refused
    /// Taken back by whoever proposed it, or since the part came before anybody had decided.
    case withdrawn
    /// The part came after all, and his account has the amount back.
    case returned

    public var isOpen: Bool { self == .proposed || self == .posted }
}

/// The proof that a dealer may be charged for a removed part now: its day is over, or it was in no box that said so, or what
/// came in its place was not ours.
public struct MayChargePart: Sendable {
    /// - Throws: `stock.charge.early`.
    public init(
        _ state: PartDebtState, isMissed: Bool, finding: PartFinding?, dueOn: CalendarDay, on today: CalendarDay
    ) throws(Complaint) {
        let isWrong = finding == .notOurs
        let isMissing = state == .owed && (isMissed || dueOn < today)
        guard isWrong || isMissing else { throw Complaint("stock.charge.early") }
    }
}
