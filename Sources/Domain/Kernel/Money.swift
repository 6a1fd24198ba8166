/// An amount in whole minor units (rial for IRR) with its currency beside it; never a floating number.
/// Sums throw `kernel.money.overflow` beyond ±(2^63 − 1) and `kernel.money.currency` for two currencies: none traps.
public struct Money: Hashable, Sendable {
    public let minor: Int64
    public let currency: Currency

    public static let zero = Money(0)

    public init(_ minor: Int64, _ currency: Currency = .irr) {
        self.minor = minor
        self.currency = currency
    }

    public func adding(_ other: Money) throws(Complaint) -> Money {
        try checked(other, minor.addingReportingOverflow(other.minor))
    }

    public func subtracting(_ other: Money) throws(Complaint) -> Money {
        try checked(other, minor.subtractingReportingOverflow(other.minor))
    }

    public static func + (left: Money, right: Money) throws(Complaint) -> Money { try left.adding(right) }

    public static func - (left: Money, right: Money) throws(Complaint) -> Money { try left.subtracting(right) }

    /// The opposite amount. −2^63, which no sum of ours can reach, becomes 2^63 − 1.
    public static prefix func - (money: Money) -> Money {
        Money(money.minor == .min ? .max : -money.minor, money.currency)
    }

    /// The sum of amounts of one currency; an empty list is zero of `currency`.
    public static func sum(_ amounts: some Sequence<Money>, _ currency: Currency = .irr) throws(Complaint) -> Money {
        var total = Money(0, currency)
        for amount in amounts { total = try total.adding(amount) }
        return total
    }

    private func checked(_ other: Money, _ result: (partialValue: Int64, overflow: Bool)) throws(Complaint) -> Money {
        guard currency == other.currency else {
            throw Complaint("kernel.money.currency", currency.rawValue, other.currency.rawValue)
        }
        guard !result.overflow, result.partialValue != .min else { throw Complaint("kernel.money.overflow") }
        return Money(result.partialValue, currency)
    }
}

extension Money: Comparable {
    /// Amounts of one currency by size; different currencies stand by code, so that a list keeps one order.
    public static func < (left: Money, right: Money) -> Bool {
        (left.currency.rawValue, left.minor) < (right.currency.rawValue, right.minor)
    }
}
