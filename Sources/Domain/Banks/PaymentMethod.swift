/// How an order of money goes from bank to bank in Iran.
public enum PaymentMethod: String, CaseIterable, Codable, Sendable {
    /// Gathered, and carried some times a day.
    case paya
    /// One by one and at once, for large sums.
    case satna
}

/// The least and the greatest sum of one order of a method from a day on, as the central bank says it: a company's own row.
public struct OrderLimit: Hashable, Sendable {
    public let method: PaymentMethod
    public let from: CalendarDay
    /// Minor units above zero; nil where there is none.
    public let least: Int64?
    public let greatest: Int64?

    /// - Throws: `banks.limit.empty` where the greatest lies below the least, or one of them is not above zero.
    public init(method: PaymentMethod, from: CalendarDay, least: Int64?, greatest: Int64?) throws(Complaint) {
        guard (least ?? 1) >= 1, (greatest ?? 1) >= 1, (least ?? 1) <= (greatest ?? .max) else {
            throw Complaint("banks.limit.empty")
        }
        (self.method, self.from, self.least, self.greatest) = (method, from, least, greatest)
    }
}

/// The limits of one day.
public struct OrderLimits: Hashable, Sendable {
    private let ranges: [PaymentMethod: ClosedRange<Int64>]

    /// - Parameter rows: in the order in which they were written down: of two for the same day the later one counts.
    public init(_ rows: [OrderLimit], on day: CalendarDay) {
        var valid: [PaymentMethod: OrderLimit] = [:]
        for row in rows where row.from <= day && row.from >= (valid[row.method]?.from ?? row.from) {
            valid[row.method] = row
        }
        ranges = valid.mapValues { ($0.least ?? 1)...($0.greatest ?? .max) }
    }

    /// Minor units; a method without a row takes any sum.
    public func range(of method: PaymentMethod) -> ClosedRange<Int64> { ranges[method] ?? 1...Int64.max }
}
