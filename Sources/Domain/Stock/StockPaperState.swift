/// What a paper of the warehouse does, and how its numbers are called.
public enum PaperKind: String, CaseIterable, Sendable {
    /// رسید: goods come from outside.
    case receipt
    /// حواله: goods leave.
    case issue
    /// حواله بین انبار, in two steps.
    case transfer
    /// By two people.
    case writeOff = "write_off"
    /// اوراق: a device goes into the workshop, its parts come out.
    case dismantle
    /// بازسازی: a part goes in, and comes out in another condition or as another.
    case refurbish

    /// What the workshop does: what comes out stands on the paper beside what goes in.
    public var isRework: Bool { self == .dismantle || self == .refurbish }

    /// Of its numbers.
    public var series: String { "stock_\(rawValue)" }

    /// With what state it begins.
    public var begins: PaperState {
        switch self {
        case .receipt, .issue, .dismantle, .refurbish: .posted
        case .transfer: .sent
        case .writeOff: .proposed
        }
    }
}

/// How far a paper is.
public enum PaperState: String, CaseIterable, Sendable {
    case proposed, rejected, sent
    /// Received, and not as it was sent: what is short or over is open.
    case short
    case received, posted, reversed
}

/// What is done to a paper.
public enum PaperDeed: String, CaseIterable, Sendable {
    case confirm, reject
    /// All of it, as it was sent.
    case receive
    /// Less or more than was sent.
    case receiveOtherwise = "receive_otherwise"
    /// The last open difference is settled.
    case settle
    case reverse
}

extension PaperState {
    /// - Returns: nil where that cannot be done now.
    public func after(_ deed: PaperDeed) -> PaperState? {
        switch (self, deed) {
        case (.proposed, .confirm): .posted
        case (.proposed, .reject): .rejected
        case (.sent, .receive): .received
        case (.sent, .receiveOtherwise): .short
        case (.short, .settle): .received
        case (.posted, .reverse), (.sent, .reverse), (.received, .reverse): .reversed
        case (.proposed, .receive), (.proposed, .receiveOtherwise), (.proposed, .settle), (.proposed, .reverse),
            (.rejected, .confirm), (.rejected, .reject), (.rejected, .receive), (.rejected, .receiveOtherwise),
            (.rejected, .settle), (.rejected, .reverse),
            (.sent, .confirm), (.sent, .reject), (.sent, .settle),
            (.short, .confirm), (.short, .reject), (.short, .receive), (.short, .receiveOtherwise), (.short, .reverse),
            (.received, .confirm), (.received, .reject), (.received, .receive), (.received, .receiveOtherwise),
            (.received, .settle),
            (.posted, .confirm), (.posted, .reject), (.posted, .receive), (.posted, .receiveOtherwise),
            (.posted, .settle),
            (.reversed, .confirm), (.reversed, .reject), (.reversed, .receive), (.reversed, .receiveOtherwise),
            (.reversed, .settle), (.reversed, .reverse):
            nil
        }
    }
}

/// What goods come for, or leave for.
public enum PaperReason: String, CaseIterable, Sendable {
    case purchase, opening
    /// A customer's, which he does not need.
    case back = "return"
    case sale, usage
    case toSupplier = "to_supplier"

    public var kind: PaperKind {
        switch self {
        case .purchase, .opening, .back: .receipt
        case .sale, .usage, .toSupplier: .issue
        }
    }

    /// From where they come, or where they go.
    public var outside: PlaceKind {
        switch self {
        case .purchase, .opening, .toSupplier: .supplier
        case .back, .sale, .usage: .customer
        }
    }
}
