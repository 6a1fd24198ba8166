/// Why a dealer's account has a row.
public enum LedgerKind: String, CaseIterable, Sendable {
    /// What was approved of a claim; below zero where penalties outweigh the work.
    case fee
    /// What the bank has paid to the dealer, below zero.
    case payment
    case adjustment
}

/// One month of a dealer's account in five sums. Above zero the company owes the dealer.
public struct AccountStatement: Hashable, Sendable {
    public let opening: Money
    public let fees: Money
    /// Below zero.
    public let payments: Money
    public let adjustments: Money
    public let closing: Money

    /// - Parameter entries: the rows of the month. - Throws: `kernel.money.overflow`.
    public init(opening: Money, entries: some Sequence<(kind: LedgerKind, amount: Money)>) throws(Complaint) {
        var sums: [LedgerKind: Money] = [:]
        for entry in entries {
            sums[entry.kind] = try (sums[entry.kind] ?? Money(0, opening.currency)).adding(entry.amount)
        }
        let zero = Money(0, opening.currency)
        self.opening = opening
        fees = sums[.fee] ?? zero
        payments = sums[.payment] ?? zero
        adjustments = sums[.adjustment] ?? zero
        closing = try opening.adding(fees).adding(payments).adding(adjustments)
    }

    /// The months that have rows, oldest first, each opening with what the one before closed with.
    /// - Parameter days: the sums of each day and kind.
    public static func months(
        of days: [(day: CalendarDay, kind: LedgerKind, amount: Money)], in calendar: CalendarSystem,
        _ currency: Currency
    ) throws(Complaint) -> [(period: Period, statement: AccountStatement)] {
        let byMonth = Dictionary(grouping: days) { Period(of: $0.day, in: calendar) }
        var months: [(period: Period, statement: AccountStatement)] = []
        var balance = Money(0, currency)
        for period in byMonth.keys.sorted() {
            let entries = (byMonth[period] ?? []).map { (kind: $0.kind, amount: $0.amount) }
            let statement = try AccountStatement(opening: balance, entries: entries)
            months.append((period, statement))
            balance = statement.closing
        }
        return months
    }
}
