/// Why a record of a file is not taken: the column as the file calls it, and the reason.
public struct CellRefusal: Error, Hashable, Sendable {
    /// Empty where the whole record is meant.
    public let column: String
    public let complaint: Complaint

    public init(column: String, _ complaint: Complaint) {
        self.column = column
        self.complaint = complaint
    }
}

/// One record of a file, its cells by our columns.
public struct RecordCells: Sendable {
    private let header: [String]
    private let cells: [String]
    private let map: ColumnMap

    /// - Throws: `table.ragged` where it has more or fewer cells than the header; empty ones too many do no harm.
    public init(_ cells: [String], header: [String], map: ColumnMap) throws(CellRefusal) {
        let extra = cells.dropFirst(header.count)
        guard cells.count >= header.count, extra.allSatisfy({ DelimitedText.trimmed($0).isEmpty }) else {
            throw CellRefusal(column: "", Complaint("table.ragged", String(cells.count), String(header.count)))
        }
        self.header = header
        self.cells = cells
        self.map = map
    }

    /// A cell that must be filled.
    public func read<Value>(
        _ column: String, _ parse: (String) throws(Complaint) -> Value
    ) throws(CellRefusal) -> Value {
        guard let value = try readIfFilled(column, parse) else { throw refusal(column, Complaint("table.cell.empty")) }
        return value
    }

    /// A cell that may be empty, or absent with its column.
    public func readIfFilled<Value>(
        _ column: String, _ parse: (String) throws(Complaint) -> Value
    ) throws(CellRefusal) -> Value? {
        let text = text(column)
        guard !text.isEmpty else { return nil }
        do { return try parse(text) } catch { throw refusal(column, error) }
    }

    public func refusal(_ column: String, _ complaint: Complaint) -> CellRefusal {
        CellRefusal(column: map.places[column].map { header[$0] } ?? "", complaint)
    }

    /// Without the apostrophe that keeps a spreadsheet from running a cell as a formula.
    private func text(_ column: String) -> String {
        guard let place = map.places[column], cells.indices.contains(place) else { return "" }
        let text = SearchText.stored(cells[place])
        guard text.hasPrefix("'"), let second = text.dropFirst().first, "=+-@".contains(second) else { return text }
        return String(text.dropFirst())
    }
}
