/// What the company's own goods of one part are worth, at moving average: how many there are and what they cost together, so
/// that the average is an exact fraction and nothing is lost in rounding. Neither is ever below zero, and none is worth
/// nothing.
public struct StockWorth: Hashable, Sendable {
    public private(set) var quantity: Int64
    /// Minor units, of all of them.
    public private(set) var value: Int64

    /// More of one part, or more money in it, no company has: their product stays far within an Int128.
    public static let most: Int64 = 1_000_000_000_000_000

    public init(quantity: Int64 = 0, value: Int64 = 0) { (self.quantity, self.value) = (quantity, value) }

    /// What one costs, rounded half up; 0 where there is none.
    public var average: Int64 { Int64(clamping: share(of: 1)) }

    /// In at a price. - Returns: what they are worth together.
    /// - Throws: `stock.denied.large`.
    @discardableResult
    public mutating func add(_ count: Int64, at unitCost: Int64) throws(Complaint) -> Int64 {
        let (worth, isOver) = count.multipliedReportingOverflow(by: unitCost)
        guard !isOver else { throw Complaint("stock.denied.large") }
        try add(count, worth: worth)
        return worth
    }

    /// In at what the others cost, where nobody said a price.
    @discardableResult
    public mutating func addAtAverage(_ count: Int64) throws(Complaint) -> Int64 {
        let worth = Int64(clamping: share(of: count))
        try add(count, worth: worth)
        return worth
    }

    /// In with the very value that they went out with. - Throws: `stock.denied.large`.
    public mutating func add(_ count: Int64, worth: Int64) throws(Complaint) {
        guard count >= 0, worth >= 0, quantity <= Self.most - count, value <= Self.most - worth else {
            throw Complaint("stock.denied.large")
        }
        (quantity, value) = (quantity + count, value + worth)
    }

    /// Out at the average: the last one takes what is left. - Returns: what they were worth.
    /// - Throws: `stock.denied.worth` where there are not so many.
    @discardableResult
    public mutating func take(_ count: Int64) throws(Complaint) -> Int64 {
        try take(count, worth: Int64(clamping: share(of: count)))
    }

    /// Out with the value that they came in with, where their coming is taken back. What of it has gone out meanwhile at an
    /// average cannot be taken once more, and what is left of none is nothing; so the value that is taken may differ, and is
    /// what the row says.
    @discardableResult
    public mutating func take(_ count: Int64, worth: Int64) throws(Complaint) -> Int64 {
        guard count >= 0, count <= quantity else { throw Complaint("stock.denied.worth") }
        let taken = count == quantity ? value : min(worth, value)
        (quantity, value) = (quantity - count, value - taken)
        return taken
    }

    /// What so many cost at the average, rounded half up; minor units.
    public func share(of count: Int64) -> Int128 {
        guard quantity > 0 else { return 0 }
        return (Int128(value) * Int128(count) * 2 + Int128(quantity)) / (Int128(quantity) * 2)
    }
}
