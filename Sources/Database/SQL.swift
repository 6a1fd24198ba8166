import Domain

/// A statement and its bound values. Written as text; every interpolated value becomes a parameter, so nothing that a
/// person typed can ever become SQL: `"SELECT name FROM dealer WHERE id = \(id)"`.
public struct SQL: Sendable, ExpressibleByStringInterpolation {
    public private(set) var text: String
    public private(set) var values: [SQLValue]
    /// Which of the values stand in a list: an engine that knows arrays has one statement for long ones of all lengths.
    private(set) var lists: [Range<Int>] = []

    public init(stringLiteral text: String) {
        self.text = text
        values = []
    }

    public init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
        values = stringInterpolation.values
        lists = stringInterpolation.lists
    }

    /// Text that is not a literal: a migration file, a table name of our own. Never anything a person typed.
    public init(trusted text: String) {
        self.text = text
        values = []
    }

    public static func + (left: SQL, right: SQL) -> SQL {
        var sum = left
        sum.text += " " + right.text
        sum.lists += right.lists(after: sum.values.count)
        sum.values += right.values
        return sum
    }

    fileprivate func lists(after count: Int) -> [Range<Int>] {
        lists.map { $0.lowerBound + count..<$0.upperBound + count }
    }

    public static func += (left: inout SQL, right: SQL) { left = left + right }

    public struct StringInterpolation: StringInterpolationProtocol {
        var text = ""
        var values: [SQLValue] = []
        var lists: [Range<Int>] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount)
            values.reserveCapacity(interpolationCount)
        }

        public mutating func appendLiteral(_ literal: String) { text += literal }

        public mutating func appendInterpolation(_ value: some ColumnValue) {
            text += "?"
            values.append(value.sqlValue)
        }

        public mutating func appendInterpolation<T: ColumnValue>(_ value: T?) {
            text += "?"
            values.append(value?.sqlValue ?? .null)
        }

        /// `IN (\(ids))`: one parameter for each element. An empty list becomes NULL, which matches nothing.
        public mutating func appendInterpolation<T: ColumnValue>(_ list: [T]) {
            text += list.isEmpty ? "NULL" : Array(repeating: "?", count: list.count).joined(separator: ",")
            if !list.isEmpty { lists.append(values.count..<values.count + list.count) }
            // A key path within a generic function is made anew at each call.
            values += list.map { $0.sqlValue }
        }

        /// A whole number of ours that stands in the text itself, as of a LIMIT: an engine that plans a statement once for all
        /// values guesses a tenth of the table where it does not know the limit.
        public mutating func appendInterpolation(literal number: Int) { text += String(number) }

        public mutating func appendInterpolation(_ sql: SQL) {
            text += sql.text
            lists += sql.lists(after: values.count)
            values += sql.values
        }
    }
}

extension [SQL] {
    /// The parts with ` AND ` between them; no part at all is true.
    public func joinedByAnd() -> SQL {
        guard var sum = first else { return "1 = 1" }
        for part in dropFirst() { sum += "AND" + part }
        return sum
    }
}
