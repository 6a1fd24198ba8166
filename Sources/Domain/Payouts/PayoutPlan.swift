/// What a payout of some approved claims would pay to whom, and whom it leaves out.
public struct PayoutPlan: Hashable, Sendable {
    /// A dealer's approved claims that are in no payout.
    public struct Due: Hashable, Sendable {
        public let dealer: ID<Dealer>
        /// As it is stored; checked again here, for it is where the money goes.
        public let sheba: String
        public let claims: [ClaimDue]

        public init(dealer: ID<Dealer>, sheba: String, claims: [ClaimDue]) {
            (self.dealer, self.sheba, self.claims) = (dealer, sheba, claims)
        }
    }

    public struct ClaimDue: Hashable, Sendable {
        public let id: ID<Claim>
        /// Below zero where the dealer owes it.
        public let amount: Money

        public init(id: ID<Claim>, amount: Money) { (self.id, self.amount) = (id, amount) }
    }

    public struct Item: Hashable, Sendable {
        public let due: Due
        public let sheba: Sheba
        /// Above zero.
        public let amount: Money
    }

    public struct LeftOut: Hashable, Sendable {
        public enum Cause: String, CaseIterable, Sendable {
            case noSheba = "no_sheba"
            case badSheba = "bad_sheba"
            /// The sum is zero or the dealer owes it: it waits for claims that outweigh it.
            case nothingToPay = "nothing_to_pay"
        }

        public let due: Due
        public let amount: Money
        public let cause: Cause
    }

    public let items: [Item]
    public let leftOut: [LeftOut]
    public let total: Money

    /// In the order of the dealers given. - Throws: `kernel.money.overflow`.
    public init(_ dues: [Due], currency: Currency) throws(Complaint) {
        var items: [Item] = []
        var leftOut: [LeftOut] = []
        for due in dues {
            let amount = try Money.sum(due.claims.map(\.amount), currency)
            let sheba = try? Sheba(due.sheba)
            if amount.minor <= 0 {
                leftOut.append(LeftOut(due: due, amount: amount, cause: .nothingToPay))
            } else if let sheba {
                items.append(Item(due: due, sheba: sheba, amount: amount))
            } else {
                let isEmpty = SearchText.squeezed(due.sheba).isEmpty
                leftOut.append(LeftOut(due: due, amount: amount, cause: isEmpty ? .noSheba : .badSheba))
            }
        }
        self.items = items
        self.leftOut = leftOut
        total = try Money.sum(items.map(\.amount), currency)
    }

    /// Tells whether the claims of two plans are the same: what a person saw, and what is paid.
    public var mark: String { "\(items.count).\(items.map(\.due.claims.count).reduce(0, +)).\(total.minor)" }
}
