/// Marks the ids of payouts and what each dealer gets by them.
public enum Payout {}
public enum PayoutItem {}

/// Where a payout stands. What was paid is never taken back, only reversed.
public enum PayoutState: String, CaseIterable, Lifecycle {
    case draft
    /// A second person has looked at it.
    case checked
    case approved
    /// The bank has its file.
    case sent
    /// Every row is paid or returned.
    case paid
    case withdrawn

    public static let impossible = "payouts.deed.impossible"

    /// Whether the bank may be given its file.
    public var hasBankFile: Bool {
        switch self {
        case .approved, .sent, .paid: true
        case .draft, .checked, .withdrawn: false
        }
    }

    /// Whether what the bank did with a row may be written down. It gives a payment back days later, too.
    public var isWithBank: Bool { self == .sent || self == .paid }

    public func next(_ deed: PayoutDeed) -> PayoutState? {
        switch (self, deed) {
        case (.draft, .check): .checked
        case (.checked, .approve): .approved
        case (.approved, .send): .sent
        case (.sent, .close): .paid
        case (.draft, .withdraw), (.checked, .withdraw), (.approved, .withdraw): .withdrawn
        default: nil
        }
    }
}

/// What can be done to a payout.
public enum PayoutDeed: String, CaseIterable, Sendable {
    case check, approve, send
    /// The last of its rows is settled.
    case close
    case withdraw
}

/// Where one row of the bank's file stands.
public enum PayoutItemState: String, CaseIterable, Sendable {
    case waiting, paid, returned
}
