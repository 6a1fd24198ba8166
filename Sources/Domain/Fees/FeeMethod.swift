/// How a rule's amount comes about.
public enum FeeMethod: Hashable, Sendable {
    case fixed(amount: Int64)
    /// The units above the free ones, each at a rate in minor units.
    case perUnit(FeeMeasure, free: Fraction?, rate: Int64)
    /// In hundredths of a percent: 7.5 % is 750.
    case percent(hundredths: Int64, of: FeeBase)
    /// Each part of the quantity at its own band's rate.
    case bandMarginal(FeeMeasure, Bands)
    /// The amount of the band in which the quantity lies.
    case bandWhole(FeeMeasure, Bands)

    public enum Name: String, CaseIterable, Codable, Sendable {
        case fixed
        case perUnit = "per_unit"
        case percent
        case bandMarginal = "band_marginal"
        case bandWhole = "band_whole"

        /// The columns that say how; each method has its own, and the others of these must stay empty.
        public var columns: [RuleColumn] {
            switch self {
            case .fixed: [.amount]
            case .perUnit: [.amount, .per, .free]
            case .percent: [.amount, .base]
            case .bandMarginal, .bandWhole: [.per, .bands]
            }
        }
    }
}

/// What a rule counts.
public enum FeeMeasure: String, CaseIterable, Codable, Sendable {
    case kmOneWay = "km_one_way"
    case kmRoundTrip = "km_round_trip"
    case minutes
    /// Labour minutes ÷ 60.
    case hours
    case visits, parts

    func units(in facts: FeeFacts) -> Fraction {
        switch self {
        case .kmOneWay: Fraction(Int128(facts.tenthsOfKm), over: 10)
        case .kmRoundTrip: Fraction(2 * Int128(facts.tenthsOfKm), over: 10)
        case .minutes: Fraction(facts.minutes)
        case .hours: Fraction(Int128(facts.minutes), over: 60)
        case .visits: Fraction(facts.visits)
        case .parts: Fraction(facts.parts)
        }
    }
}

/// What a percentage is taken of.
public enum FeeBase: String, CaseIterable, Codable, Sendable {
    case customerLabour = "customer_labour"
    case customerParts = "customer_parts"
    case customerTotal = "customer_total"
    /// The job's line of that component, whoever pays it.
    case labour, visit, travel
    /// The company-paid lines of labour, visit, travel and parts handling together.
    case earned
}
