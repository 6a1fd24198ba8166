/// How what goes into the workshop becomes what comes out of it.
public enum Rework {
    public static let mostWeight: Int64 = 1_000_000
    /// Minor units.
    public static let mostCost: Int64 = 100_000_000_000
    public static let mostLines = 60

    /// What comes out, as far as the rules must know.
    public struct Outcome: Hashable, Sendable {
        public let quantity: Int64
        public let condition: PartCondition
        /// With what weight it shares the cost.
        public let weight: Int64

        public init(quantity: Int64, condition: PartCondition, weight: Int64) {
            (self.quantity, self.condition, self.weight) = (quantity, condition, weight)
        }

        /// A part that comes out defective is worth nothing, whatever was said of it.
        public var share: Int64 { condition.isValued ? weight : 0 }
    }

    /// - Throws: `stock.rework.none` where nothing comes out, `stock.rework.weights` where nothing that comes out could bear
    ///   the cost.
    public static func checkDismantling(_ outcomes: [Outcome]) throws(Complaint) {
        guard !outcomes.isEmpty else { throw Complaint("stock.rework.none") }
        guard outcomes.contains(where: { $0.share > 0 }) else { throw Complaint("stock.rework.weights") }
    }

    /// - Parameters:
    ///   - isSame: whether it bears the same code before and after.
    ///   - isRepairable: what the catalogue says of what goes in.
    /// - Throws: `stock.rework.unrepairable`, `stock.rework.condition`.
    public static func checkRefurbishing(
        from condition: PartCondition, to outcome: PartCondition, isSame: Bool, isRepairable: Bool
    ) throws(Complaint) {
        guard isRepairable else { throw Complaint("stock.rework.unrepairable") }
        guard outcome.isValued, outcome != .new, !isSame || outcome != condition else {
            throw Complaint("stock.rework.condition")
        }
    }

    /// Each its part of a sum by its weight, rounded down; what is left over goes to the heaviest, of equals to the first. Their
    /// sum is the whole.
    /// - Parameters:
    ///   - total: minor units, not below zero.
    ///   - weights: none below zero, one of them above.
    public static func shares(of total: Int64, by weights: [Int64]) -> [Int64] {
        let all = weights.reduce(Int128(0)) { $0 + Int128($1) }
        guard all > 0 else { return weights.map { _ in 0 } }
        var shares = weights.map { Int64(Int128(total) * Int128($0) / all) }
        let heaviest = weights.indices.reduce(0) { weights[$1] > weights[$0] ? $1 : $0 }
        shares[heaviest] += total - shares.reduce(0, +)
        return shares
    }
}
