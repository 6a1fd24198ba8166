/// One row of a result. Columns are read by name and type: `let name: String = try row("name")`.
public struct Row: Sendable {
    @usableFromInline let columns: [String]
    @usableFromInline let values: [SQLValue]

    /// - Throws: `DatabaseFault.column` where the column is absent, NULL or not of this type.
    @inlinable
    public func callAsFunction<T: ColumnValue>(_ name: String) throws -> T {
        guard let value = T(sqlValue: try raw(name)) else { throw DatabaseFault.column(name) }
        return value
    }

    /// A column that may be NULL. An explicit name, so that no optional is read by accident.
    @inlinable
    public func optional<T: ColumnValue>(_ name: String) throws -> T? {
        let value = try raw(name)
        if value == .null { return nil }
        guard let typed = T(sqlValue: value) else { throw DatabaseFault.column(name) }
        return typed
    }

    public func raw(_ name: String) throws -> SQLValue {
        for (index, column) in columns.enumerated() where column == name { return values[index] }
        throw DatabaseFault.column(name)
    }

    /// Names and values in the order of the statement, for exports and copies.
    public var fields: [(name: String, value: SQLValue)] { Array(zip(columns, values)) }
}
