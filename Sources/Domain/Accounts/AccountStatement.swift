/// One month of a dealer's account in its sums. Above zero the company owes the dealer.
public struct AccountStatement: Hashable, Sendable {
    public let opening: Money
    public let closing: Money
    private let sums: [LedgerKind: Money]

    /// - Parameter entries: the rows of the month. - Throws: `kernel.money.overflow`.
    public init(opening: Money, entries: some Sequence<(kind: LedgerKind, amount: Money)>) throws(Complaint) {
        var sums: [LedgerKind: Money] = [:]
        var closing = opening
        for entry in entries {
            sums[entry.kind] = try (sums[entry.kind] ?? Money(0, opening.currency)).adding(entry.amount)
            closing = try closing.adding(entry.amount)
        }
        (self.opening, self.closing, self.sums) = (opening, closing, sums)
    }

    public func sum(_ kind: LedgerKind) -> Money { sums[kind] ?? Money(0, opening.currency) }

    /// - Throws: `kernel.money.overflow`.
    public func sum(of group: LedgerKind.Group) throws(Complaint) -> Money {
        try Money.sum(kinds.filter { $0.group == group }.map(sum), opening.currency)
    }

    /// The kinds that have rows, in the order of `LedgerKind`.
    public var kinds: [LedgerKind] { LedgerKind.allCases.filter { sums[$0] != nil } }

    /// The months that have rows, oldest first, each opening with what the one before closed with.
    /// - Parameters:
    ///   - days: the sums of each day and kind.
    ///   - opening: what the first of them opens with.
    public static func months(
        of days: [(day: CalendarDay, kind: LedgerKind, amount: Money)], in calendar: CalendarSystem, from opening: Money
    ) throws(Complaint) -> [(period: Period, statement: AccountStatement)] {
        let byMonth = Dictionary(grouping: days) { Period(of: $0.day, in: calendar) }
        var months: [(period: Period, statement: AccountStatement)] = []
        var balance = opening
        for period in byMonth.keys.sorted() {
            let entries = (byMonth[period] ?? []).map { (kind: $0.kind, amount: $0.amount) }
            let statement = try AccountStatement(opening: balance, entries: entries)
            months.append((period, statement))
            balance = statement.closing
        }
        return months
    }
}
