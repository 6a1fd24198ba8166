/// One sum as the orders that may carry it: by one method in one order where a limit allows it, else in several.
public enum OrderSplit {
    public struct Part: Hashable, Sendable {
        public let method: PaymentMethod
        /// Minor units, within the method's limits.
        public let amount: Int64
    }

    /// A bank's clerk types no more.
    public static let mostParts = 99

    /// The parts add up to the amount.
    /// - Parameters:
    ///   - amount: minor units above zero.
    ///   - methods: the preferred one first.
    ///   - ceiling: the greatest sum that a file may hold.
    /// - Throws: `banks.order.impossible` where no method can carry it, `banks.order.many` beyond `mostParts`; both name
    ///   the amount.
    public static func parts(
        of amount: Int64, by methods: [PaymentMethod], limits: OrderLimits, ceiling: Int64 = .max
    ) throws(Complaint) -> [Part] {
        let ranges = methods.compactMap { method -> (PaymentMethod, ClosedRange<Int64>)? in
            let range = limits.range(of: method)
            let greatest = min(range.upperBound, ceiling)
            return range.lowerBound <= greatest ? (method, range.lowerBound...greatest) : nil
        }
        if let (method, _) = ranges.first(where: { $0.1.contains(amount) }) {
            return [Part(method: method, amount: amount)]
        }
        var isTooMany = false
        for (method, range) in ranges where amount > range.upperBound {
            guard (amount - 1) / range.upperBound < Int64(mostParts) else {
                isTooMany = true
                continue
            }
            if let sums = split(amount, range) { return sums.map { Part(method: method, amount: $0) } }
        }
        throw Complaint(isTooMany ? "banks.order.many" : "banks.order.impossible", String(amount))
    }

    /// Full orders and the rest; where the rest would be too small, equal ones. Nil where those are too small too.
    private static func split(_ amount: Int64, _ range: ClosedRange<Int64>) -> [Int64]? {
        let greatest = range.upperBound
        let rest = amount % greatest
        let full = [Int64](repeating: greatest, count: Int(amount / greatest))
        if rest == 0 { return full }
        if range.contains(rest) { return full + [rest] }
        let count = Int64(full.count + 1)
        let (share, left) = (amount / count, amount % count)
        guard range.contains(share) else { return nil }
        return (0..<count).map { share + ($0 < left ? 1 : 0) }
    }
}
