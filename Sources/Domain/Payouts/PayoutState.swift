/// Marks the ids of payouts and what each dealer gets by them.
public enum Payout {}
public enum PayoutItem {}

/// Where a payout stands. What was paid is never taken back, only reversed.
public enum PayoutState: String, CaseIterable, Sendable {
    case draft, approved, paid, withdrawn

    /// - Throws: `payouts.deed.impossible`, where a payout in this state cannot have that done to it.
    public func after(_ deed: PayoutDeed) throws(Complaint) -> PayoutState {
        guard let next = next(deed) else { throw Complaint("payouts.deed.impossible") }
        return next
    }

    public func allows(_ deed: PayoutDeed) -> Bool { next(deed) != nil }

    /// Whether the bank may be given its file.
    public var hasBankFile: Bool {
        switch self {
        case .approved, .paid: true
        case .draft, .withdrawn: false
        }
    }

    private func next(_ deed: PayoutDeed) -> PayoutState? {
        switch self {
        case .draft:
            switch deed {
            case .approve: .approved
            case .withdraw: .withdrawn
            case .pay: nil
            }
        case .approved:
            switch deed {
            case .pay: .paid
            case .approve, .withdraw: nil
            }
        case .paid, .withdrawn: nil
        }
    }
}

/// What can be done to a payout.
public enum PayoutDeed: String, CaseIterable, Sendable {
    case approve, withdraw, pay
}
