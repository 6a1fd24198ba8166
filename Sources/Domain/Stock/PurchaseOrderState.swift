/// Marks the ids of what is ordered from suppliers.
public enum StockSupplier {}
public enum PurchaseOrder {}
public enum PurchaseLine {}

/// How far an order to a supplier is.
public enum PurchaseOrderState: String, CaseIterable, Sendable {
    case draft, ordered
    /// Some of it came.
    case partial
    case received
    /// The rest is waited for no longer.
    case closed
    /// Nothing of it came, and nothing will.
    case cancelled

    /// Whether more of it is to come.
    public var isOpen: Bool { self == .ordered || self == .partial }

    /// - Returns: nil where that cannot be done now.
    public func after(_ deed: PurchaseOrderDeed) -> PurchaseOrderState? {
        switch (self, deed) {
        case (.draft, .place): .ordered
        case (.draft, .cancel), (.ordered, .cancel): .cancelled
        case (.partial, .close): .closed
        case (.draft, .close), (.ordered, .place), (.ordered, .close), (.partial, .place), (.partial, .cancel),
            (.received, _), (.closed, _), (.cancelled, _):
            nil
        }
    }

    /// Once something came, or its coming was taken back. What is closed stays closed: nobody waits for it again.
    public func standing(_ lines: [PurchaseCount]) -> PurchaseOrderState {
        switch self {
        case .draft, .closed, .cancelled: self
        case .ordered, .partial, .received:
            if lines.allSatisfy({ $0.open == 0 }) {
                .received
            } else if lines.contains(where: { $0.received > 0 }) {
                .partial
            } else {
                .ordered
            }
        }
    }
}

public enum PurchaseOrderDeed: String, CaseIterable, Sendable {
    case place, close, cancel
}

/// How much of a line was ordered, and how much of it came by all receipts; both in the part's unit, neither below zero.
public struct PurchaseCount: Hashable, Sendable {
    public let ordered: Int64
    public let received: Int64

    public init(ordered: Int64, received: Int64) { (self.ordered, self.received) = (ordered, received) }

    /// What is still to come; once nothing more is waited for, what came short.
    public var open: Int64 { max(0, ordered - received) }
    /// What came beyond what was ordered.
    public var over: Int64 { max(0, received - ordered) }
}

/// The bounds of an order: with all of them its sum stays within an Int64.
public enum PurchaseRules {
    public static let mostLines = 100
    public static let mostQuantity: Int64 = 100_000
    /// Minor units for one.
    public static let mostPrice: Int64 = 100_000_000_000
}
