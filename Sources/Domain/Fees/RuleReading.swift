/// Reads one row of a tariff cell by cell and collects whatever is wrong with it.
struct RuleReading {
    private let cells: RuleCells
    private(set) var refused: [(column: RuleColumn, complaint: Complaint)] = []

    init(_ cells: RuleCells) {
        self.cells = cells
    }

    /// Nil where something was refused.
    mutating func rule() -> TariffRule? {
        let code = required(.code)
        let component = word(.component, FeeComponent.self, byDefault: nil)
        let priority = read(.priority) { text throws(Complaint) in try NumberCell.signedWhole(text) } ?? 0
        let match = RuleMatch(conditions: conditions(), range: range())
        let method = method()
        let (least, most) = limits()
        let scope = word(.scope, FeeScope.self, byDefault: .job)
        let payer = word(.payer, FeePayer.self, byDefault: .company)
        guard refused.isEmpty, let code, let component, let method, let scope, let payer else { return nil }
        return TariffRule(
            cells: cells, code: code, component: component, priority: priority, match: match, method: method,
            min: least, max: most, scope: scope, payer: payer, note: cells[.note])
    }

    private mutating func conditions() -> [RuleMatch.Condition] {
        MatchColumn.allCases.compactMap { column in
            let cell = RuleColumn(rawValue: column.rawValue)!
            let values = read(cell) { text throws(Complaint) in try Self.values(text, of: column) }
            return values.map { RuleMatch.Condition(column: column, values: $0) }
        }
    }

    private static func values(_ text: String, of column: MatchColumn) throws(Complaint) -> [String] {
        var values: [String] = []
        for part in text.split(separator: "|", omittingEmptySubsequences: false) {
            let value = DelimitedText.trimmed(String(part))
            if value.isEmpty { throw Complaint("fees.list.gap", text) }
            if let known = column.vocabulary, !known.contains(value) { throw unknown(value, among: known) }
            values.append(value)
        }
        return values
    }

    private mutating func range() -> RangeCondition? {
        let metric = word(.metric, FeeMetric.self, byDefault: nil, mayBeEmpty: true)
        let from = read(.from) { text throws(Complaint) in try NumberCell.signedFraction(text) }
        let to = read(.to) { text throws(Complaint) in try NumberCell.signedFraction(text) }
        guard let metric else {
            if cells[.metric].isEmpty, let end = [RuleColumn.from, .to].first(where: { !cells[$0].isEmpty }) {
                refuse(end, Complaint("fees.range.metric"))
            }
            return nil
        }
        return attempt(.from) { () throws(Complaint) in try RangeCondition(metric: metric, from: from, to: to) }
    }

    private mutating func method() -> FeeMethod? {
        guard let name = word(.method, FeeMethod.Name.self, byDefault: nil) else { return nil }
        refuseUnused(by: name)
        switch name {
        case .fixed: return amount().map { .fixed(amount: $0) }
        case .perUnit: return perUnit()
        case .percent: return percent()
        case .bandMarginal, .bandWhole: return banded(isMarginal: name == .bandMarginal)
        }
    }

    private mutating func perUnit() -> FeeMethod? {
        let rate = amount()
        let measure = word(.per, FeeMeasure.self, byDefault: nil)
        let free = read(.free) { text throws(Complaint) in try NumberCell.fraction(text) }
        guard let rate, let measure else { return nil }
        return .perUnit(measure, free: free, rate: rate)
    }

    private mutating func percent() -> FeeMethod? {
        let text = required(.amount)
        let hundredths = attempt(.amount) { () throws(Complaint) in
            try text.map { text throws(Complaint) in try NumberCell.decimal(text, places: 2) }
        }
        let base = word(.base, FeeBase.self, byDefault: nil)
        guard let hundredths = hundredths ?? nil, let base else { return nil }
        return .percent(hundredths: hundredths, of: base)
    }

    private mutating func banded(isMarginal: Bool) -> FeeMethod? {
        let measure = word(.per, FeeMeasure.self, byDefault: nil)
        _ = required(.bands)
        let bands = read(.bands) { text throws(Complaint) in try Bands(text) }
        guard let measure, let bands else { return nil }
        return isMarginal ? .bandMarginal(measure, bands) : .bandWhole(measure, bands)
    }

    private mutating func amount() -> Int64? {
        _ = required(.amount)
        return read(.amount) { text throws(Complaint) in try NumberCell.whole(text) }
    }

    /// A cell that the method does not look at would say something that never happens.
    private mutating func refuseUnused(by name: FeeMethod.Name) {
        for column in [RuleColumn.amount, .per, .free, .bands, .base] where !name.columns.contains(column) {
            if !cells[column].isEmpty { refuse(column, Complaint("fees.cell.unused", cells[column], name.rawValue)) }
        }
    }

    private mutating func limits() -> (least: Int64?, most: Int64?) {
        let least = read(.min) { text throws(Complaint) in try NumberCell.whole(text) }
        let most = read(.max) { text throws(Complaint) in try NumberCell.whole(text) }
        if let least, let most, least > most {
            refuse(.min, Complaint("fees.limits.order", String(least), String(most)))
        }
        return (least, most)
    }

    private mutating func required(_ column: RuleColumn) -> String? {
        guard cells[column].isEmpty else { return cells[column] }
        refuse(column, Complaint("fees.cell.empty"))
        return nil
    }

    /// One of the words that the page of fees allows in a column.
    private mutating func word<Word: RawRepresentable & CaseIterable>(
        _ column: RuleColumn, _: Word.Type, byDefault standard: Word?, mayBeEmpty: Bool = false
    ) -> Word? where Word.RawValue == String {
        let text = cells[column]
        if text.isEmpty {
            if standard == nil, !mayBeEmpty { refuse(column, Complaint("fees.cell.empty")) }
            return standard
        }
        if let word = Word(rawValue: text) { return word }
        refuse(column, Self.unknown(text, among: Word.allCases.map(\.rawValue)))
        return nil
    }

    /// Nil where the cell is empty, and where what it says is refused.
    private mutating func read<Value>(_ column: RuleColumn, _ reading: (String) throws(Complaint) -> Value) -> Value? {
        let text = cells[column]
        return text.isEmpty ? nil : attempt(column) { () throws(Complaint) in try reading(text) }
    }

    private mutating func attempt<Value>(_ column: RuleColumn, _ work: () throws(Complaint) -> Value) -> Value? {
        do {
            return try work()
        } catch {
            refuse(column, error)
            return nil
        }
    }

    private mutating func refuse(_ column: RuleColumn, _ complaint: Complaint) {
        refused.append((column, complaint))
    }

    private static func unknown(_ text: String, among known: [String]) -> Complaint {
        Complaint("fees.cell.unknown", text, known.joined(separator: ", "))
    }
}
