/// Marks the ids of devices that are lent.
public enum StockLoan {}

/// Where a device is that a customer got while his own is repaired.
public enum LoanState: String, CaseIterable, Sendable {
    case out
    /// Somebody says that it does not come back; another person has to agree.
    case lost
    case returned
    case writtenOff = "written_off"

    /// Whether it is still with the customer.
    public var isOpen: Bool { self == .out || self == .lost }

    /// - Returns: nil where that cannot be done now.
    public func after(_ deed: LoanDeed) -> LoanState? {
        switch (self, deed) {
        case (.out, .giveBack), (.lost, .giveBack): .returned
        case (.out, .lose): .lost
        case (.lost, .keep): .out
        case (.lost, .writeOff): .writtenOff
        case (.out, .keep), (.out, .writeOff), (.lost, .lose), (.returned, _), (.writtenOff, _): nil
        }
    }
}

/// What is done to a device that is lent.
public enum LoanDeed: String, CaseIterable, Sendable {
    case giveBack = "give_back"
    /// Says that it does not come back.
    case lose
    /// It is not lost after all.
    case keep
    case writeOff = "write_off"
}
