/// The rules of a tariff's file, all of them or none: a tariff that lacks a row would pay wrongly.
public struct TariffFile: Sendable {
    public struct Refused: Hashable, Sendable {
        /// Counted from 1 after the header.
        public let record: Int
        public let refusal: CellRefusal

        public init(record: Int, refusal: CellRefusal) {
            self.record = record
            self.refusal = refusal
        }
    }

    /// Empty where anything was refused.
    public private(set) var rules: [TariffRule] = []
    /// In the order of the records.
    public private(set) var refused: [Refused] = []

    public init(_ table: Table, map: ColumnMap) {
        let columns = RuleColumn.allCases.filter { map.places[$0.rawValue] != nil }
        var records: [[String]] = []
        var numbers: [Int] = []
        for (index, cells) in table.records.enumerated() {
            do {
                _ = try RecordCells(cells, header: table.header, map: map)
                records.append(columns.map { cells[map.places[$0.rawValue]!] })
                numbers.append(index + 1)
            } catch { refused.append(Refused(record: index + 1, refusal: error)) }
        }
        do {
            // The lines are the numbers of the records here, so that refusals come back with them.
            let rules = try TariffParsing.rules(
                of: Table(header: columns.map(\.rawValue), records: records, lines: numbers))
            if refused.isEmpty { self.rules = rules }
        } catch {
            refused += error.rows.map { row in
                let column = map.places[row.column].map { table.header[$0] } ?? row.column
                return Refused(record: row.line, refusal: CellRefusal(column: column, row.complaint))
            }
        }
        refused.sort { $0.record < $1.record }
    }
}
