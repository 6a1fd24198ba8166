/// The orders of a payout, and which of them stand in which file.
public struct BankFilePlan: Hashable, Sendable {
    public struct Part: Hashable, Sendable {
        /// From 1.
        public let number: Int
        public let orders: [PaymentOrder]
        public let sums: ControlSums
    }

    public let rows: [PaymentRow]
    public let parts: [Part]
    public let sums: ControlSums

    /// - Throws: as `BankFormat.check` and `PaymentOrder.orders`; `banks.empty` without a row.
    public init(_ rows: [PaymentRow], format: BankFormat, limits: OrderLimits) throws(Complaint) {
        try format.check()
        guard !rows.isEmpty else { throw Complaint("banks.empty") }
        let orders = try PaymentOrder.orders(
            of: rows, by: format.methods, limits: limits, ceiling: format.greatestSum ?? .max)
        let groups = format.isOneMethodPerFile ? Self.byMethod(orders, format.methods) : [orders]
        var parts: [Part] = []
        for chunk in groups.flatMap({ Self.chunks($0, format) }) {
            parts.append(Part(number: parts.count + 1, orders: chunk, sums: try ControlSums(chunk)))
        }
        (self.rows, self.parts, sums) = (rows, parts, try ControlSums(orders))
    }

    private static func byMethod(_ orders: [PaymentOrder], _ methods: [PaymentMethod]) -> [[PaymentOrder]] {
        methods.map { method in orders.filter { $0.method == method } }.filter { !$0.isEmpty }
    }

    private static func chunks(_ orders: [PaymentOrder], _ format: BankFormat) -> [[PaymentOrder]] {
        var chunks: [[PaymentOrder]] = []
        // No order is above the greatest sum, so what is left of it never runs below zero.
        var left: Int64 = 0
        for order in orders {
            if chunks.isEmpty || chunks[chunks.count - 1].count == format.mostOrders || left < order.amount {
                chunks.append([])
                left = format.greatestSum ?? .max
            }
            chunks[chunks.count - 1].append(order)
            left -= order.amount
        }
        return chunks
    }
}

/// What stands in a file beside its orders.
public struct BankFileFacts: Hashable, Sendable {
    public let payout: String
    /// As the payee reads it.
    public let period: String
    public let day: CalendarDay
    public let madeAt: Instant
    public let currency: Currency

    public init(payout: String, period: String, day: CalendarDay, madeAt: Instant, currency: Currency) {
        (self.payout, self.period, self.day, self.madeAt, self.currency) = (payout, period, day, madeAt, currency)
    }

    func description(_ pattern: String, _ order: PaymentOrder, _ row: PaymentRow) -> String {
        BankText.plain(
            pattern.replacing("{payout}", with: payout).replacing("{period}", with: period)
                .replacing("{reference}", with: order.reference).replacing("{dealer}", with: row.dealer))
    }
}
