/// Marks the ids of counts of the warehouse.
public enum StockCount {}
public enum CountLine {}

/// What of a place is counted.
public enum CountScope: String, CaseIterable, Sendable {
    case all
    /// The parts of one group.
    case group
    /// The parts of one class of what is used.
    case partClass = "class"
}

/// How far a count is.
public enum StockCountState: String, CaseIterable, Sendable {
    case open
    /// Some of it is being counted a second time, by others.
    case second
    /// Waits for whoever closes it.
    case counted
    case closed, cancelled

    /// Whether numbers are written down now.
    public var isOpen: Bool { self == .open || self == .second }
    /// Whether its places are taken by it.
    public var isUnderWay: Bool { isOpen || self == .counted }

    /// - Returns: nil where that cannot be done now.
    public func after(_ deed: StockCountDeed) -> StockCountState? {
        switch (self, deed) {
        case (.open, .handIn), (.second, .handIn): .counted
        case (.open, .doubt): .second
        case (.counted, .giveBack): .open
        case (.counted, .close): .closed
        case (.open, .cancel), (.second, .cancel), (.counted, .cancel): .cancelled
        case (.open, .giveBack), (.open, .close), (.second, .doubt), (.second, .giveBack), (.second, .close),
            (.counted, .handIn), (.counted, .doubt), (.closed, _), (.cancelled, _):
            nil
        }
    }
}

/// What is done to a count.
public enum StockCountDeed: String, CaseIterable, Sendable {
    case handIn = "hand_in"
    /// Handed in, with lines that must be counted a second time.
    case doubt
    case giveBack = "give_back"
    case close, cancel
}

/// Beyond which difference a line is counted a second time, by another person.
public struct CountLimits: Hashable, Sendable {
    public static let shares = 0...100

    /// Minor units that a difference may be worth; nil: any.
    public let value: Int64?
    /// Hundredths of what the books say; nil: any.
    public let share: Int?

    public init(value: Int64?, share: Int?) { (self.value, self.share) = (value, share) }

    /// - Parameters:
    ///   - book: what lay there by the books when it was counted.
    ///   - worth: what the difference is worth, minor units.
    public func isDoubtful(book: Int64, counted: Int64, worth: Int128) -> Bool {
        guard book != counted else { return false }
        if let value, worth > Int128(value) { return true }
        guard let share else { return false }
        return Int128(abs(counted - book)) * 100 > Int128(share) * Int128(book)
    }
}

/// Parts by the value of what is used of them: those that make four fifths of it together, those up to nineteen twentieths,
/// and the rest.
public enum PartClass: String, CaseIterable, Sendable {
    case a = "A"
    case b = "B"
    case c = "C"

    /// - Parameter used: the value of what was used of each, minor units; a part that is not among them is of the last class.
    public static func classes<Part: Comparable & Hashable>(_ used: [Part: Int64]) -> [Part: PartClass] {
        let all = used.values.reduce(Int128(0)) { $0 + Int128($1) }
        var before = Int128(0)
        return used.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.reduce(into: [:]) { classes, part in
            classes[part.key] =
                part.value == 0 ? .c : before * 100 < all * 80 ? .a : before * 100 < all * 95 ? .b : .c
            before += Int128(part.value)
        }
    }
}
