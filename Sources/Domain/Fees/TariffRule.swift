/// The columns of a tariff, in the order in which a file is written.
public enum RuleColumn: String, CaseIterable, Codable, Sendable {
    case code, component, priority
    case serviceType = "service_type"
    case productGroup = "product_group"
    case productModel = "product_model"
    case warranty, dealer
    case dealerGrade = "dealer_grade"
    case zone, outcome
    case dayKind = "day_kind"
    case metric, from, to, method, amount, per, free, bands, base, min, max, scope, payer, note
}

/// A rule as it is written: one text for each column, empty where nothing is said. What is stored and edited.
public struct RuleCells: Hashable, Codable, Sendable {
    private var texts: [String]

    public init() {
        texts = Array(repeating: "", count: RuleColumn.allCases.count)
    }

    /// Spaces at the ends of a text are dropped.
    public subscript(column: RuleColumn) -> String {
        get { texts[column.place] }
        set { texts[column.place] = DelimitedText.trimmed(newValue) }
    }

    /// In the order of the columns.
    public var record: [String] { texts }
}

extension RuleColumn {
    init(_ column: MatchColumn) {
        self = RuleColumn(rawValue: column.rawValue)!
    }

    private static let places = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })

    fileprivate var place: Int { Self.places[self]! }
}

/// One row of a tariff, read and ready to be applied; made by `TariffParsing` alone, so what it says makes sense.
public struct TariffRule: Hashable, Sendable {
    public let cells: RuleCells
    /// Printed on every line that the rule makes.
    public let code: String
    public let component: FeeComponent
    public let priority: Int64
    public let match: RuleMatch
    public let method: FeeMethod
    /// The line is held between these, before it is rounded.
    public let min: Int64?
    public let max: Int64?
    public let scope: FeeScope
    public let payer: FeePayer
    public let note: String

    /// Whether another rule of the component stands on the same step, so that neither beats the other.
    func ties(with other: TariffRule) -> Bool {
        priority == other.priority && match.specificity == other.match.specificity
    }

    func beats(_ other: TariffRule) -> Bool {
        priority == other.priority ? match.specificity > other.match.specificity : priority > other.priority
    }
}
