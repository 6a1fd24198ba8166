/// Marks the ids of the warehouse's things.
public enum StockPlace {}
public enum StockPaper {}
public enum StockLine {}
public enum StockMovement {}
public enum StockGap {}
public enum PartDebt {}
public enum PartBox {}

/// What a place is for.
public enum PlaceKind: String, CaseIterable, Sendable {
    case central
    /// Within a central store.
    case shelf
    /// What was sent and not received yet.
    case transit
    /// Ours, in the custody of a dealer or his technician.
    case sub
    /// Removed parts that are owed to us and still lie with the dealer.
    case dealerDefective = "dealer_defective"
    /// Removed parts that came back.
    case defective
    case quarantine
    case scrap
    /// Devices of ours that customers have on loan.
    case loan
    /// What is with customers: gone from here, and kept as where it went.
    case customer
    case supplier
    /// What is being worked on: goods go in as one thing and come out as another.
    case workshop
    /// Where what was lost goes, and what was found comes from.
    case loss

    /// Whether what lies there is counted: elsewhere goods come from and go to.
    public var holds: Bool {
        switch self {
        case .central, .shelf, .transit, .sub, .dealerDefective, .defective, .quarantine, .scrap, .loan: true
        case .customer, .supplier, .workshop, .loss: false
        }
    }

    public var isOfDealer: Bool { self == .sub || self == .dealerDefective }

    /// One of each is enough, and comes with the company.
    public var isSingle: Bool {
        switch self {
        case .transit, .loan, .customer, .supplier, .workshop, .loss: true
        case .central, .shelf, .sub, .dealerDefective, .defective, .quarantine, .scrap: false
        }
    }

    /// What a person may make, and set aside: what a dealer owes lies in a place that comes with the first such part.
    public static let byHand = allCases.filter { !$0.isSingle && $0 != .dealerDefective }

    /// Whether good parts are given out from there.
    public var givesOut: Bool { self == .central || self == .shelf || self == .sub }
}

/// In what state a part is.
public enum PartCondition: String, CaseIterable, Sendable {
    case new, used, refurbished, defective

    /// Whether it is worth what was paid for it: a part that was removed as defective is worth nothing until it is repaired.
    public var isValued: Bool { self != .defective }
}

/// Whose the goods are, wherever they lie.
public enum StockOwner: String, CaseIterable, Sendable {
    case company, dealer, customer
}
