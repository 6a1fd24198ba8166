/// The bands of a rule as a person fills them in, row by row: up to where, and what a unit is worth there. Where each begins
/// follows from the one before; the last one has no end.
public struct TypedBands: Hashable, Sendable {
    public struct Row: Hashable, Sendable {
        /// Empty for the last one.
        public let end: String
        public let amount: String

        public init(end: String, amount: String) { (self.end, self.amount) = (end, amount) }
    }

    public let rows: [Row]

    /// Rows that are empty are as if they were not there.
    public init(_ rows: [Row]) {
        self.rows = rows.map {
            Row(end: RuleCells.plainNumber($0.end), amount: RuleCells.plainNumber($0.amount))
        }.filter { !$0.end.isEmpty || !$0.amount.isEmpty }
    }

    /// Of a rule's cell, whether it can be read or not.
    public init(cell: String) {
        rows = cell.split(separator: ";").map { band in
            let span = band.prefix { $0 != ":" }
            let end = span.drop { $0 != "-" }.dropFirst()
            return Row(end: String(end), amount: String(band.dropFirst(span.count + 1)))
        }
    }

    /// `0-20:0;20-:5000`, whatever was typed: `Bands` says what is wrong with it.
    public var cell: String {
        var start = "0"
        return rows.map { row in
            defer { if !row.end.isEmpty { start = row.end } }
            return "\(start)-\(row.end):\(row.amount)"
        }.joined(separator: ";")
    }
}
