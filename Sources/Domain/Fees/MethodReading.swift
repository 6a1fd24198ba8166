/// Reads how a rule's amount comes about, and refuses the cells that its method would not look at.
enum MethodReading {
    static func method(of cells: RuleCells, in row: inout RowReading<RuleColumn>) -> FeeMethod? {
        guard let name = row.requiredWord(.method, FeeMethod.Name.self) else { return nil }
        refuseUnused(cells, by: name, in: &row)
        switch name {
        case .fixed: return amount(in: &row).map { .fixed(amount: $0) }
        case .perUnit: return perUnit(in: &row)
        case .percent: return percent(in: &row)
        case .bandMarginal: return bands(in: &row).map { .bandMarginal($0, $1) }
        case .bandWhole: return bands(in: &row).map { .bandWhole($0, $1) }
        }
    }

    private static func perUnit(in row: inout RowReading<RuleColumn>) -> FeeMethod? {
        let rate = amount(in: &row)
        let measure = row.requiredWord(.per, FeeMeasure.self)
        let free = row.read(.free) { text throws(Complaint) in try NumberCell.fraction(text) }
        guard let rate, let measure else { return nil }
        return .perUnit(measure, free: free, rate: rate)
    }

    private static func percent(in row: inout RowReading<RuleColumn>) -> FeeMethod? {
        let hundredths = row.requiredRead(.amount) { text throws(Complaint) in
            try NumberCell.decimal(text, places: 2)
        }
        let base = row.requiredWord(.base, FeeBase.self)
        guard let hundredths, let base else { return nil }
        return .percent(hundredths: hundredths, of: base)
    }

    private static func bands(in row: inout RowReading<RuleColumn>) -> (FeeMeasure, Bands)? {
        let measure = row.requiredWord(.per, FeeMeasure.self)
        let bands = row.requiredRead(.bands) { text throws(Complaint) in try Bands(text) }
        guard let measure, let bands else { return nil }
        return (measure, bands)
    }

    private static func amount(in row: inout RowReading<RuleColumn>) -> Int64? {
        row.requiredRead(.amount) { text throws(Complaint) in try NumberCell.whole(text) }
    }

    /// A cell that the method does not look at would say something that never happens.
    private static func refuseUnused(
        _ cells: RuleCells, by name: FeeMethod.Name, in row: inout RowReading<RuleColumn>
    ) {
        let unused = [RuleColumn.amount, .per, .free, .bands, .base].filter { !name.columns.contains($0) }
        for column in unused where !cells[column].isEmpty {
            row.refuse(column, Complaint("fees.cell.unused", cells[column], name.rawValue))
        }
    }
}
