/// What one dealer gets by a payout, as a bank is told it.
public struct PaymentRow: Hashable, Sendable {
    public let sheba: String
    /// Minor units above zero.
    public let amount: Int64
    public let payee: String
    /// Of the payout's row; the bank gives it back.
    public let reference: String
    public let nationalID: String
    public let dealer: String

    public init(
        sheba: String, amount: Int64, payee: String, reference: String, nationalID: String = "", dealer: String = ""
    ) {
        (self.sheba, self.amount, self.payee, self.reference) = (sheba, amount, payee, reference)
        (self.nationalID, self.dealer) = (nationalID, dealer)
    }

    /// `14050000010003` for the third row of `P1405-000001`: digits only, for banks take nothing else.
    public static func reference(payout number: String, position: Int) -> String {
        let digits = String(position)
        return number.filter(\.isWholeNumber) + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

/// One order to the bank: a row, or a part of one whose sum is above the limit.
public struct PaymentOrder: Hashable, Sendable {
    /// Place of the row, from 0.
    public let row: Int
    public let method: PaymentMethod
    /// Minor units.
    public let amount: Int64
    /// The row's reference; of a part, with two digits after it.
    public let reference: String

    /// All orders of the rows, in their order.
    /// - Throws: as `OrderSplit.parts`, with the payee's name after the amount.
    public static func orders(
        of rows: [PaymentRow], by methods: [PaymentMethod], limits: OrderLimits, ceiling: Int64 = .max
    ) throws(Complaint) -> [PaymentOrder] {
        var orders: [PaymentOrder] = []
        for (place, row) in rows.enumerated() {
            let parts: [OrderSplit.Part]
            do {
                parts = try OrderSplit.parts(of: row.amount, by: methods, limits: limits, ceiling: ceiling)
            } catch { throw Complaint(error.key, values: error.values + [row.payee]) }
            for (index, part) in parts.enumerated() {
                let suffix = parts.count == 1 ? "" : String(100 + index + 1).suffix(2)
                orders.append(
                    PaymentOrder(
                        row: place, method: part.method, amount: part.amount, reference: row.reference + suffix))
            }
        }
        return orders
    }
}

/// What a file holds, to be compared with what the bank shows after it was sent in.
public struct ControlSums: Hashable, Sendable {
    public let rows: Int
    public let orders: Int
    /// Minor units.
    public let total: Int64

    /// - Throws: `kernel.money.overflow`.
    public init(_ orders: [PaymentOrder]) throws(Complaint) {
        rows = Set(orders.map(\.row)).count
        self.orders = orders.count
        total = try Money.sum(orders.map { Money($0.amount) }).minor
    }
}
