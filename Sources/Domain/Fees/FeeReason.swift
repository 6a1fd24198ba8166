/// How a line came about, so that a person can check it: the rule, its arithmetic, and the rules that lost to it.
/// It is kept with the line as text (`frozen`) and says the same for ever, whatever becomes of the tariff.
public struct FeeReason: Hashable, Codable, Sendable {
    public let rule: String
    public let working: Working
    /// Before limits and rounding, and without the sign of a penalty.
    public let product: Fraction
    /// The limit that took the product's place.
    public let limit: Limit?
    public let isPenalty: Bool
    public let amount: Int64
    /// The number of the earlier job of the same trip, which makes this line 0.
    public let sameTripAs: String?
    public let losers: [Loser]

    public enum Working: Hashable, Codable, Sendable {
        case fixed(amount: Int64)
        case perUnit(per: FeeMeasure, units: Fraction, free: Fraction?, rate: Int64)
        case percent(hundredths: Int64, of: FeeBase, amount: Int64)
        case bandMarginal(per: FeeMeasure, units: Fraction, parts: [BandPart])
        case bandWhole(per: FeeMeasure, units: Fraction, amount: Int64)
    }

    public enum Limit: Hashable, Codable, Sendable {
        case least(Int64)
        case most(Int64)
    }

    /// Another rule of the component that matched the job too, and what it lacked.
    public struct Loser: Hashable, Codable, Sendable {
        public enum Cause: String, Codable, Sendable {
            case priority, specificity
        }

        public let rule: String
        public let cause: Cause
    }

    private enum CodingKeys: String, CodingKey {
        case rule, working, product, limit
        case isPenalty = "penalty"
        case amount
        case sameTripAs = "trip"
        case losers
    }
}

extension FeeReason.Working {
    func quantity() throws(Complaint) -> Fraction {
        switch self {
        case .fixed: Fraction(1)
        case .perUnit(_, let units, let free, _): try counted(units, free)
        case .percent(_, _, let amount): Fraction(amount)
        case .bandMarginal(_, let units, _), .bandWhole(_, let units, _): units
        }
    }

    func product() throws(Complaint) -> Fraction {
        switch self {
        case .fixed(let amount), .bandWhole(_, _, let amount):
            return Fraction(amount)
        case .perUnit(_, let units, let free, let rate):
            return try counted(units, free).times(rate)
        case .percent(let hundredths, _, let amount):
            return try Fraction(amount).times(hundredths).divided(by: 10_000)
        case .bandMarginal(_, _, let parts):
            var sum = Fraction.zero
            for part in parts { sum = try sum.plus(part.quantity.times(part.rate)) }
            return sum
        }
    }

    /// Units above the free ones, none where there are not so many.
    private func counted(_ units: Fraction, _ free: Fraction?) throws(Complaint) -> Fraction {
        guard let free else { return units }
        let rest = try units.minus(free)
        return rest.isNegative ? .zero : rest
    }
}
