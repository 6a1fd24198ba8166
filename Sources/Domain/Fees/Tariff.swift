/// The rules of one tariff, ready to price jobs. They must have passed `TariffChecks`.
public struct Tariff: Sendable {
    /// In the order of the rows.
    public let rules: [TariffRule]
    /// The rules of the components that take one, those that beat others first.
    private let ranked: [FeeComponent: [TariffRule]]
    private let bonuses: [TariffRule]
    private let penalties: [TariffRule]
    private let namesUnknownWarranty: Bool

    public init(rules: [TariffRule]) {
        self.rules = rules
        namesUnknownWarranty = rules.contains(where: \.match.namesUnknownWarranty)
        bonuses = rules.filter { $0.component == .bonus }
        penalties = rules.filter { $0.component == .penalty }
        let single = rules.enumerated().filter { $0.element.component.takesOneRule }
        ranked = Dictionary(grouping: single) { $0.element.component }.mapValues { rules in
            rules.sorted { one, other in
                one.element.ties(with: other.element)
                    ? one.offset < other.offset : one.element.beats(other.element)
            }
            .map(\.element)
        }
    }

    /// All lines of a job. `earlierTrips` names, for each component, the job of the same dealer, household and day,
    /// completed before this one, that has a line of that component from a `household_day` rule (the first such job).
    /// Complains (`fees.overflow`) where an amount leaves the 64-bit range, and (`fees.ambiguous.job`) where two rules
    /// tie, which `TariffChecks` would have found.
    public func calculation(
        of facts: FeeFacts, earlierTrips: [FeeComponent: String] = [:]
    ) throws(Complaint) -> Calculation {
        var pricing = Pricing(facts: facts, earlierTrips: earlierTrips)
        let matched = matched(facts)
        for component in [FeeComponent.labour, .visit, .travel, .partsHandling] {
            if let (rule, losers) = try choice(for: matched, of: component) { try pricing.apply(rule, over: losers) }
        }
        for rule in bonuses where rule.match.includes(matched) { try pricing.apply(rule) }
        for rule in penalties where rule.match.includes(matched) { try pricing.apply(rule) }
        return try pricing.calculation()
    }

    /// As the rules look at the job: a tariff that says nothing of an unknown warranty takes it for one that is over.
    private func matched(_ facts: FeeFacts) -> FeeFacts {
        guard facts.warranty == .unknown, !namesUnknownWarranty else { return facts }
        var matched = facts
        matched.warranty = .out
        return matched
    }

    private func choice(
        for facts: FeeFacts, of component: FeeComponent
    ) throws(Complaint) -> (TariffRule, [FeeReason.Loser])? {
        guard let rules = ranked[component], let place = rules.firstIndex(where: { $0.match.includes(facts) }) else {
            return nil
        }
        let winner = rules[place]
        var losers: [FeeReason.Loser] = []
        for rule in rules[(place + 1)...] where rule.match.includes(facts) {
            if rule.ties(with: winner) {
                throw Complaint("fees.ambiguous.job", winner.code, rule.code, facts.number)
            }
            losers.append(
                FeeReason.Loser(
                    rule: rule.code, cause: rule.priority < winner.priority ? .priority : .specificity))
        }
        return (winner, losers)
    }
}
