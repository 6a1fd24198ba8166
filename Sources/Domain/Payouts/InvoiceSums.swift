/// Marks the ids of invoices.
public enum Invoice {}

/// What an invoice of a dealer's services says, from the parts of the row that was paid.
public struct InvoiceSums: Sendable {
    /// What he has earned, by kind.
    public let services: [(kind: LedgerKind, amount: Money)]
    public let net: Money
    public let vat: Money
    /// Services with value added tax: what the invoice is for.
    public let total: Money
    /// What else was put to the payment or taken off it.
    public let settled: [(kind: LedgerKind, amount: Money)]
    /// What the bank paid.
    public let paid: Money

    /// - Parameters:
    ///   - sums: of the rows of the account that were paid, by kind.
    ///   - deductions: the lines of the payment, value added tax among them.
    /// - Throws: `kernel.money.overflow`.
    public init(
        _ sums: [(kind: LedgerKind, amount: Money)], deductions: [(kind: LedgerKind, amount: Money)],
        _ currency: Currency
    ) throws(Complaint) {
        services = sums.filter { $0.kind.group == .work }
        net = try Money.sum(services.map(\.amount), currency)
        vat = try Money.sum(deductions.filter { $0.kind == .vat }.map(\.amount), currency)
        total = try net.adding(vat)
        settled = sums.filter { $0.kind.group != .work } + deductions.filter { $0.kind != .vat }
        paid = try total.adding(Money.sum(settled.map(\.amount), currency))
    }
}
