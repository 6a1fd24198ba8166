/// Marks the ids of lists of prices, and of their rows.
public enum PartPriceList {}
public enum PartPriceRow {}

/// What a price of a part is for.
public enum PartPriceKind: String, CaseIterable, Sendable {
    /// What the company pays for it.
    case cost
    /// What a dealer pays for it.
    case dealer
    case customer
}

/// A price that was put into force, from its day on.
public struct PartPrice: Hashable, Sendable {
    public let kind: PartPriceKind
    public let amount: Money
    public let from: CalendarDay

    public init(_ kind: PartPriceKind, _ amount: Money, from: CalendarDay) {
        (self.kind, self.amount, self.from) = (kind, amount, from)
    }

    /// The largest amount of one piece, in Rials: more is a slip of the finger.
    public static let most: Int64 = 1_000_000_000_000

    /// What holds on a day of each kind: the one with the latest day that is not after it. - Parameter prices: of one part; of
    /// two with one day the first holds.
    public static func holding(on day: CalendarDay, _ prices: [PartPrice]) -> [PartPriceKind: PartPrice] {
        prices.filter { $0.from <= day }.reduce(into: [:]) { held, price in
            if let known = held[price.kind], known.from >= price.from { return }
            held[price.kind] = price
        }
    }
}

/// The proof that a person may put a list of prices into force: he answers for stock or money, and somebody else has written
/// it.
public struct MayActivatePartPrices: Sendable {
    public let actor: Actor

    /// - Parameters:
    ///   - hasMade: whether this person wrote the list.
    ///   - isEased: whether the operator lets one person do what needs two.
    /// - Throws: `parts.prices.denied.role`, `parts.prices.denied.same`.
    public init(_ actor: Actor, hasMade: Bool, isEased: Bool) throws(Complaint) {
        guard actor.has(.administrator, .serviceManager, .stockManager, .financeApprover) else {
            throw Complaint("parts.prices.denied.role")
        }
        guard !hasMade || isEased else { throw Complaint("parts.prices.denied.same") }
        self.actor = actor
    }
}
