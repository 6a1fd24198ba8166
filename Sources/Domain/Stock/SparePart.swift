/// Marks the ids of the catalogue of parts.
public enum SparePart {}
public enum PartGroup {}
/// An alias or an old code of a part.
public enum OtherPartCode {}

/// In what a part is counted; every quantity is a whole number of it.
public enum PartUnit: String, CaseIterable, Sendable {
    case piece, set, gram, millilitre, centimetre
}

/// How far a part is followed: not at all, each by its serial, or each delivery by its lot.
public enum PartTracking: String, CaseIterable, Sendable {
    case none, serial, lot
}

/// Whether the part that it replaces is owed to the company.
public enum PartReturn: String, CaseIterable, Sendable {
    case never, warranty, always

    /// - Parameter isCovered: whether the warranty pays for the part, or nobody knows that it does not.
    public func isOwed(isCovered: Bool) -> Bool {
        switch self {
        case .never: false
        case .warranty: isCovered
        case .always: true
        }
    }
}
