/// How far a removed part that is owed to the company has come (داغی).
public enum PartDebtState: String, CaseIterable, Sendable {
    case owed, sent, received, inspected, settled
    /// It was a mistake that it was owed.
    case waived

    /// Whether it still lies with the dealer, or on the way.
    public var isOutside: Bool { self == .owed || self == .sent }
}

public enum PartDebtDeed: String, CaseIterable, Sendable {
    case send
    /// It was in the box.
    case receive
    /// It was not, or another part was.
    case miss
    case inspect, dispose, waive
}

/// What whoever inspects a removed part finds.
public enum PartFinding: String, CaseIterable, Sendable {
    case failed
    case noFault = "no_fault"
    case misuse
    case notOurs = "not_ours"
}

/// What becomes of a removed part.
public enum PartDisposition: String, CaseIterable, Sendable {
    case scrap, supplier, refurbish, customer
}

extension PartDebtState {
    /// - Returns: nil where that cannot be done now.
    public func after(_ deed: PartDebtDeed) -> PartDebtState? {
        switch (self, deed) {
        case (.owed, .send): .sent
        case (.owed, .waive): .waived
        case (.sent, .receive): .received
        case (.sent, .miss): .owed
        case (.received, .inspect): .inspected
        case (.inspected, .dispose): .settled
        case (.owed, .receive), (.owed, .miss), (.owed, .inspect), (.owed, .dispose),
            (.sent, .send), (.sent, .inspect), (.sent, .dispose), (.sent, .waive),
            (.received, .send), (.received, .receive), (.received, .miss), (.received, .dispose), (.received, .waive),
            (.inspected, .send), (.inspected, .receive), (.inspected, .miss), (.inspected, .inspect),
            (.inspected, .waive),
            (.settled, .send), (.settled, .receive), (.settled, .miss), (.settled, .inspect), (.settled, .dispose),
            (.settled, .waive),
            (.waived, .send), (.waived, .receive), (.waived, .miss), (.waived, .inspect), (.waived, .dispose),
            (.waived, .waive):
            nil
        }
    }
}
