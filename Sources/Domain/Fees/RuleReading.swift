/// Reads one row of a tariff.
struct RuleReading {
    private let cells: RuleCells
    private var row: RowReading<RuleColumn>

    init(_ cells: RuleCells, line: Int) {
        self.cells = cells
        row = RowReading(line: line, row: cells[.code]) { cells[$0] }
    }

    var refused: [RowRefusal] { row.refused }

    /// Nil where something was refused.
    mutating func rule() -> TariffRule? {
        let code = row.required(.code)
        let component = row.requiredWord(.component, FeeComponent.self)
        let priority = row.read(.priority) { text throws(Complaint) in try NumberCell.signedWhole(text) }
        let match = RuleMatch(conditions: conditions(), range: range())
        let method = MethodReading.method(of: cells, in: &row)
        let (least, most) = limits()
        let scope = row.word(.scope, FeeScope.self)
        let payer = row.word(.payer, FeePayer.self)
        guard refused.isEmpty, let code, let component, let method else { return nil }
        return TariffRule(
            cells: cells, code: code, component: component, priority: priority ?? 0, match: match, method: method,
            min: least, max: most, scope: scope ?? .job, payer: payer ?? .company, note: cells[.note])
    }

    private mutating func conditions() -> [RuleMatch.Condition] {
        MatchColumn.allCases.compactMap { column in
            let values = row.read(RuleColumn(column)) { text throws(Complaint) in try Self.values(text, of: column) }
            return values.map { RuleMatch.Condition(column: column, values: $0) }
        }
    }

    private static func values(_ text: String, of column: MatchColumn) throws(Complaint) -> [String] {
        var values: [String] = []
        for part in text.split(separator: "|", omittingEmptySubsequences: false) {
            let value = DelimitedText.trimmed(String(part))
            if value.isEmpty { throw Complaint("fees.list.gap", text) }
            if let known = column.vocabulary, !known.contains(value) {
                throw Complaint.unknownWord(value, among: known)
            }
            values.append(value)
        }
        return values
    }

    private mutating func range() -> RangeCondition? {
        let metric = row.word(.metric, FeeMetric.self)
        let from = row.read(.from) { text throws(Complaint) in try NumberCell.signedFraction(text) }
        let to = row.read(.to) { text throws(Complaint) in try NumberCell.signedFraction(text) }
        if let metric {
            return row.attempt(.from) { () throws(Complaint) in
                try RangeCondition(metric: metric, from: from, to: to)
            }
        }
        if cells[.metric].isEmpty, let end = [.from, .to].first(where: { !cells[$0].isEmpty }) {
            row.refuse(end, Complaint("fees.range.metric"))
        }
        return nil
    }

    private mutating func limits() -> (least: Int64?, most: Int64?) {
        let least = row.read(.min) { text throws(Complaint) in try NumberCell.whole(text) }
        let most = row.read(.max) { text throws(Complaint) in try NumberCell.whole(text) }
        if let least, let most, least > most {
            row.refuse(.min, Complaint("fees.limits.order", String(least), String(most)))
        }
        return (least, most)
    }
}
