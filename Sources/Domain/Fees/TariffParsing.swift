/// Makes rules of rows, and says of every row that is no rule which cell is wrong, and why.
public enum TariffParsing {
    /// The columns that a file must have; the others may be left out where no rule needs them.
    public static let requiredColumns: [RuleColumn] = [.code, .component, .method]

    /// Reads the rules of a file whose header has the names of `RuleColumn`, and refuses everything wrong at once,
    /// ambiguities too: rules that come out of here can be activated.
    public static func rules(of table: Table) throws(RowRefusals) -> [TariffRule] {
        try table.checkHeader(
            required: requiredColumns.map(\.rawValue),
            unknown: table.header.filter { RuleColumn(rawValue: $0) == nil })
        var rules: [TariffRule] = []
        var lines: [Int] = []
        var refused: [RowRefusal] = []
        for (record, line) in zip(table.records, table.lines) {
            do {
                rules.append(try rule(of: record, line: line, in: table))
                lines.append(line)
            } catch {
                refused += error.rows
            }
        }
        refused += TariffChecks.refusals(of: rules, lines: lines)
        guard refused.isEmpty else { throw RowRefusals(refused.sorted { $0.line < $1.line }) }
        return rules
    }

    /// Reads one stored or edited row; `line` is only for the refusals.
    public static func rule(of cells: RuleCells, line: Int = 0) throws(RowRefusals) -> TariffRule {
        var reading = RuleReading(cells, line: line)
        if let rule = reading.rule() { return rule }
        throw RowRefusals(reading.refused)
    }

    /// The file of a tariff, as `rules(of:)` reads it.
    public static func table(of rules: [TariffRule]) -> Table {
        Table(header: RuleColumn.allCases.map(\.rawValue), records: rules.map(\.cells.record))
    }

    private static func rule(of record: [String], line: Int, in table: Table) throws(RowRefusals) -> TariffRule {
        if let complaint = table.raggedness(of: record) {
            throw RowRefusals([RowRefusal(line: line, column: "", row: record[0], complaint)])
        }
        var cells = RuleCells()
        for (name, text) in zip(table.header, record) {
            cells[RuleColumn(rawValue: name)!] = DelimitedText.plainCell(text)
        }
        return try rule(of: cells, line: line)
    }
}
