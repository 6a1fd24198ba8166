/// What one version of a tariff says otherwise than another: rules are the same where their codes are.
public struct TariffDifference: Hashable, Sendable {
    public struct Change: Hashable, Sendable {
        public let old: RuleCells
        public let new: RuleCells
        /// The cells that differ, in the order of the columns; never empty.
        public let columns: [RuleColumn]
    }

    /// In the order of the new version.
    public let added: [RuleCells]
    /// In the order of the old version.
    public let removed: [RuleCells]
    /// In the order of the new version.
    public let changed: [Change]
    public let unchanged: Int

    public var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty }

    public init(from old: [RuleCells], to new: [RuleCells]) {
        let before = Dictionary(old.map { ($0[.code], $0) }) { first, _ in first }
        let after = Set(new.map { $0[.code] })
        added = new.filter { before[$0[.code]] == nil }
        removed = old.filter { !after.contains($0[.code]) }
        let changes = new.compactMap { cells in
            before[cells[.code]].map { Change(old: $0, new: cells, columns: Self.columns(of: $0, and: cells)) }
        }
        changed = changes.filter { !$0.columns.isEmpty }
        unchanged = changes.count - changed.count
    }

    /// The cells in which two rules differ; lists of the same values in another order do not, nor `job` and `company`, which
    /// an empty cell means as well.
    public static func columns(of old: RuleCells, and new: RuleCells) -> [RuleColumn] {
        RuleColumn.allCases.filter { column in
            switch column {
            case _ where MatchColumn(rawValue: column.rawValue) != nil:
                Set(old.values(of: column)) != Set(new.values(of: column))
            default: meant(old, column) != meant(new, column)
            }
        }
    }

    private static func meant(_ cells: RuleCells, _ column: RuleColumn) -> String {
        guard cells[column].isEmpty else { return cells[column] }
        return switch column {
        case .priority: "0"
        case .scope: FeeScope.job.rawValue
        case .payer: FeePayer.company.rawValue
        default: ""
        }
    }
}
