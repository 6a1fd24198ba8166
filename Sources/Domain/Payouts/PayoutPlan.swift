/// What a payout would pay to whom, and whom it leaves out.
public struct PayoutPlan: Hashable, Sendable {
    /// A dealer with the rows of his account that are in no payout.
    public struct Due: Hashable, Sendable {
        public let dealer: ID<Dealer>
        /// As it is stored; checked again here, for it is where the money goes.
        public let sheba: String
        public let entries: [Entry]
        /// The deductions that apply to him.
        public let rules: [DeductionRule]
        /// What keeps him out of it, whatever he is owed.
        public let bar: LeftOut.Cause?

        public init(
            dealer: ID<Dealer>, sheba: String, entries: [Entry], rules: [DeductionRule] = [], bar: LeftOut.Cause? = nil
        ) {
            (self.dealer, self.sheba, self.entries) = (dealer, sheba, entries)
            (self.rules, self.bar) = (rules, bar)
        }
    }

    public struct Entry: Hashable, Sendable {
        public let id: ID<LedgerEntry>
        public let kind: LedgerKind
        public let amount: Money

        public init(id: ID<LedgerEntry>, kind: LedgerKind, amount: Money) {
            (self.id, self.kind, self.amount) = (id, kind, amount)
        }
    }

    /// The rows of one kind.
    public struct KindSum: Hashable, Sendable {
        public let kind: LedgerKind
        public let count: Int
        public let amount: Money
    }

    public struct Item: Hashable, Sendable {
        public let due: Due
        public let sheba: Sheba
        /// In the order of `LedgerKind`.
        public let sums: [KindSum]
        /// Their sum.
        public let gross: Money
        public let deductions: [Deduction]
        /// What the bank pays, above zero.
        public let amount: Money
    }

    public struct LeftOut: Hashable, Sendable {
        public enum Cause: String, CaseIterable, Sendable {
            /// Finance has stopped his payments.
            case blocked
            case contractEnded = "contract_ended"
            /// A claim of his waits, and the company then pays him nothing.
            case claimOpen = "claim_open"
            case noSheba = "no_sheba"
            case badSheba = "bad_sheba"
            /// He owes it; it is carried over to the next payout.
            case negative
            /// It comes to nothing.
            case nothingToPay = "nothing_to_pay"
        }

        public let due: Due
        public let sums: [KindSum]
        public let gross: Money
        public let cause: Cause
    }

    public let items: [Item]
    public let leftOut: [LeftOut]
    public let total: Money

    /// In the order of the dealers given; who has no row is in neither list. - Throws: `kernel.money.overflow`.
    public init(_ dues: [Due], currency: Currency) throws(Complaint) {
        var items: [Item] = []
        var leftOut: [LeftOut] = []
        for due in dues where !due.entries.isEmpty {
            let sums = try Self.sums(due.entries, currency)
            let gross = try Money.sum(sums.map(\.amount), currency)
            let earned = Dictionary(uniqueKeysWithValues: sums.map { ($0.kind, $0.amount) })
            let deductions = try Deduction.lines(due.rules, earned: earned, currency)
            let amount = try gross.adding(Money.sum(deductions.map(\.amount), currency))
            switch Self.standing(due, amount) {
            case .success(let sheba):
                items.append(
                    Item(due: due, sheba: sheba, sums: sums, gross: gross, deductions: deductions, amount: amount))
            case .failure(let cause):
                leftOut.append(LeftOut(due: due, sums: sums, gross: gross, cause: cause.cause))
            }
        }
        self.items = items
        self.leftOut = leftOut
        total = try Money.sum(items.map(\.amount), currency)
    }

    private struct Held: Error { let cause: LeftOut.Cause }

    private static func standing(_ due: Due, _ amount: Money) -> Result<Sheba, Held> {
        if let bar = due.bar { return .failure(Held(cause: bar)) }
        if amount.minor < 0 { return .failure(Held(cause: .negative)) }
        if amount.minor == 0 { return .failure(Held(cause: .nothingToPay)) }
        if SearchText.squeezed(due.sheba).isEmpty { return .failure(Held(cause: .noSheba)) }
        guard let sheba = try? Sheba(due.sheba) else { return .failure(Held(cause: .badSheba)) }
        return .success(sheba)
    }

    private static func sums(_ entries: [Entry], _ currency: Currency) throws(Complaint) -> [KindSum] {
        var counts: [LedgerKind: Int] = [:]
        var amounts: [LedgerKind: Money] = [:]
        for entry in entries {
            counts[entry.kind, default: 0] += 1
            amounts[entry.kind] = try (amounts[entry.kind] ?? Money(0, currency)).adding(entry.amount)
        }
        return LedgerKind.allCases.compactMap { kind in
            amounts[kind].map { KindSum(kind: kind, count: counts[kind] ?? 0, amount: $0) }
        }
    }

    /// All that a person saw when he made a payout of this plan, row by row: two plans of one trace pay the same.
    public var trace: String {
        items.map { item in
            let entries = item.due.entries.map { "\($0.id):\($0.amount.minor)" }.joined(separator: ",")
            let deductions = item.deductions.map { "\($0.rule.id):\($0.amount.minor)" }.joined(separator: ",")
            return "\(item.due.dealer) \(item.sheba.text) \(item.amount.minor) \(entries) \(deductions)"
        }.joined(separator: "\n")
    }
}
