/// The columns of a rule that say which jobs it is for.
public enum MatchColumn: String, CaseIterable, Codable, Sendable {
    case serviceType = "service_type"
    case productGroup = "product_group"
    case productModel = "product_model"
    case warranty, dealer
    case dealerGrade = "dealer_grade"
    case zone, outcome
    case dayKind = "day_kind"

    /// The values that can occur; nil where a company has its own codes.
    public var vocabulary: [String]? {
        switch self {
        case .serviceType, .productGroup, .productModel, .dealer, .dealerGrade: nil
        case .warranty: Warranty.allCases.map(\.rawValue)
        case .zone: Zone.allCases.map(\.rawValue)
        case .outcome: JobOutcome.allCases.map(\.rawValue)
        case .dayKind: DayKind.allCases.map(\.rawValue)
        }
    }

    /// What a job has of it.
    public func value(in facts: FeeFacts) -> String {
        switch self {
        case .serviceType: facts.serviceType
        case .productGroup: facts.productGroup
        case .productModel: facts.productModel
        case .warranty: facts.warranty.rawValue
        case .dealer: facts.dealer
        case .dealerGrade: facts.dealerGrade
        case .zone: facts.zone.rawValue
        case .outcome: facts.outcome.rawValue
        case .dayKind: facts.dayKind.rawValue
        }
    }
}

/// Which jobs a rule is for: each filled column holds the job's value among its own, and the range holds its fact.
public struct RuleMatch: Hashable, Sendable {
    public struct Condition: Hashable, Sendable {
        public let column: MatchColumn
        public let values: [String]
    }

    /// Only the filled columns, in the order of the file.
    public let conditions: [Condition]
    public let range: RangeCondition?

    public init(conditions: [Condition] = [], range: RangeCondition? = nil) {
        self.conditions = conditions
        self.range = range
    }

    /// How many columns are filled, the range counting as one.
    public var specificity: Int { conditions.count + (range == nil ? 0 : 1) }

    var namesUnknownWarranty: Bool {
        conditions.contains { $0.column == .warranty && $0.values.contains(Warranty.unknown.rawValue) }
    }

    public func includes(_ facts: FeeFacts) -> Bool {
        for condition in conditions {
            guard condition.values.contains(condition.column.value(in: facts)) else { return false }
        }
        return range?.includes(facts) ?? true
    }
}
