/// The lines of one job while they are being found, one rule after the other.
struct Pricing {
    private let facts: FeeFacts
    private let earlierTrips: [FeeComponent: String]
    private var lines: [FeeLine] = []

    init(facts: FeeFacts, earlierTrips: [FeeComponent: String]) {
        self.facts = facts
        self.earlierTrips = earlierTrips
        lines.reserveCapacity(6)
    }

    mutating func apply(_ rule: TariffRule, over losers: [FeeReason.Loser] = []) throws(Complaint) {
        let working = try working(of: rule.method)
        let product = try working.product()
        let (held, limit) = try hold(product, within: rule)
        let trip = rule.scope == .householdDay ? earlierTrips[rule.component] : nil
        let rounded = try trip == nil ? held.rounded() : 0
        let amount = rule.component == .penalty ? -rounded : rounded
        let reason = FeeReason(
            rule: rule.code, working: working, product: product, limit: limit, isPenalty: rule.component == .penalty,
            amount: amount, sameTripAs: trip, losers: losers)
        lines.append(
            FeeLine(
                component: rule.component, rule: rule.code, quantity: try working.quantity(), amount: amount,
                payer: rule.payer, scope: rule.scope, reason: reason))
    }

    func calculation() throws(Complaint) -> Calculation {
        var payable: Int64 = 0
        for line in lines where line.payer == .company { payable = try sum(payable, line.amount) }
        return Calculation(facts: facts, lines: lines, payable: payable)
    }

    private func working(of method: FeeMethod) throws(Complaint) -> FeeReason.Working {
        switch method {
        case .fixed(let amount):
            return .fixed(amount: amount)
        case .perUnit(let measure, let free, let rate):
            return .perUnit(per: measure, units: measure.units(in: facts), free: free, rate: rate)
        case .percent(let hundredths, let base):
            return .percent(hundredths: hundredths, of: base, amount: try amount(of: base))
        case .bandMarginal(let measure, let bands):
            let units = measure.units(in: facts)
            return .bandMarginal(per: measure, units: units, parts: try bands.parts(of: units))
        case .bandWhole(let measure, let bands):
            let units = measure.units(in: facts)
            return .bandWhole(per: measure, units: units, amount: try bands.band(of: units).amount)
        }
    }

    private func amount(of base: FeeBase) throws(Complaint) -> Int64 {
        switch base {
        case .customerLabour: facts.customerLabour
        case .customerParts: facts.customerParts
        case .customerTotal: try sum(facts.customerLabour, facts.customerParts)
        case .labour: line(of: .labour)
        case .visit: line(of: .visit)
        case .travel: line(of: .travel)
        case .earned: try earned()
        }
    }

    private func line(of component: FeeComponent) -> Int64 {
        lines.first { $0.component == component }?.amount ?? 0
    }

    private func earned() throws(Complaint) -> Int64 {
        var earned: Int64 = 0
        for line in lines where line.component.takesOneRule && line.payer == .company {
            earned = try sum(earned, line.amount)
        }
        return earned
    }

    private func hold(
        _ product: Fraction, within rule: TariffRule
    ) throws(Complaint) -> (held: Fraction, limit: FeeReason.Limit?) {
        if let least = rule.min, try product.minus(Fraction(least)).isNegative {
            return (Fraction(least), .least(least))
        }
        if let most = rule.max, try Fraction(most).minus(product).isNegative {
            return (Fraction(most), .most(most))
        }
        return (product, nil)
    }

    private func sum(_ one: Int64, _ other: Int64) throws(Complaint) -> Int64 {
        let sum = one.addingReportingOverflow(other)
        guard !sum.overflow else { throw Complaint("fees.overflow") }
        return sum.partialValue
    }
}
