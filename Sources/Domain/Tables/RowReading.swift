/// Reads one row of a file cell by cell and collects whatever is wrong with it, so that a person hears all of it at once.
public struct RowReading<Column: RawRepresentable> where Column.RawValue == String {
    private let line: Int
    /// What the row calls itself.
    private let row: String
    private let text: (_ column: Column) -> String
    public private(set) var refused: [RowRefusal] = []

    /// `text` gives a column's cell without spaces at its ends.
    public init(line: Int, row: String, text: @escaping (_ column: Column) -> String) {
        self.line = line
        self.row = row
        self.text = text
    }

    /// Nil, and refused, where the cell is empty.
    public mutating func required(_ column: Column) -> String? {
        let text = text(column)
        if !text.isEmpty { return text }
        refuse(column, Complaint("table.cell.empty"))
        return nil
    }

    /// Nil where the cell is empty, and where what it says is refused.
    public mutating func read<Value>(_ column: Column, _ reading: (String) throws(Complaint) -> Value) -> Value? {
        let text = text(column)
        return text.isEmpty ? nil : attempt(column) { () throws(Complaint) in try reading(text) }
    }

    /// One of the words that can stand in the column; nil where it is empty, and where it says another.
    public mutating func word<Word: RawRepresentable & CaseIterable>(
        _ column: Column, _: Word.Type
    ) -> Word? where Word.RawValue == String {
        read(column) { text throws(Complaint) in
            if let word = Word(rawValue: text) { return word }
            throw Complaint.unknownWord(text, among: Word.allCases.map(\.rawValue))
        }
    }

    public mutating func requiredWord<Word: RawRepresentable & CaseIterable>(
        _ column: Column, _: Word.Type
    ) -> Word? where Word.RawValue == String {
        required(column) == nil ? nil : word(column, Word.self)
    }

    /// As `read`, and an empty cell is refused.
    public mutating func requiredRead<Value>(_ column: Column, _ reading: (String) throws(Complaint) -> Value) -> Value?
    {
        required(column) == nil ? nil : read(column, reading)
    }

    /// Nil, and refused, where the work complains.
    public mutating func attempt<Value>(_ column: Column, _ work: () throws(Complaint) -> Value) -> Value? {
        do {
            return try work()
        } catch {
            refuse(column, error)
            return nil
        }
    }

    public mutating func refuse(_ column: Column, _ complaint: Complaint) {
        refused.append(RowRefusal(line: line, column: column.rawValue, row: row, complaint))
    }
}

extension Complaint {
    /// A word that cannot stand in a cell, and those that can.
    public static func unknownWord(_ text: String, among known: [String]) -> Complaint {
        Complaint("table.cell.unknown", text, known.joined(separator: ", "))
    }
}
