import GRDB
import GRDBSQLite

/// Takes the columns of each row straight out of the engine: a page reads hundreds, and the way through the values of the
/// library costs more than the engine's own work.
final class RowCursor: DatabaseCursor {
    typealias Element = Row

    let _statement: Statement
    var _isDone = false

    /// - Parameters:
    ///   - statement: is reset, and what it was bound to before is gone.
    ///   - values: one for each place of the statement, in its order.
    /// - Throws: `DatabaseError` where places and values are not as many.
    init(_ statement: Statement, _ values: [SQLValue]) throws {
        _statement = statement
        let raw = statement.sqliteStatement
        sqlite3_reset(raw)
        guard Int(sqlite3_bind_parameter_count(raw)) == values.count else {
            throw DatabaseError(resultCode: .SQLITE_MISUSE, message: "wrong number of values", sql: statement.sql)
        }
        for (place, value) in zip(CInt(1)..., values) { try bind(value, at: place) }
    }

    /// A statement that stopped half way would hold its snapshot.
    deinit { sqlite3_reset(_statement.sqliteStatement) }

    func _element(sqliteStatement raw: SQLiteStatement) -> Row {
        let columns = _statement.columnNames
        let values = [SQLValue](unsafeUninitializedCapacity: columns.count) { values, count in
            for place in columns.indices {
                (values.baseAddress! + place).initialize(to: Self.value(raw, CInt(place)))
            }
            count = columns.count
        }
        return Row(columns: columns, values: values)
    }

    private static func value(_ raw: SQLiteStatement, _ place: CInt) -> SQLValue {
        switch sqlite3_column_type(raw, place) {
        case SQLITE_INTEGER: .integer(sqlite3_column_int64(raw, place))
        case SQLITE_TEXT: .text(String(decoding: bytes(sqlite3_column_text(raw, place), raw, place), as: UTF8.self))
        case SQLITE_FLOAT: .text(String(sqlite3_column_double(raw, place)))
        case SQLITE_BLOB: .bytes(Array(bytes(sqlite3_column_blob(raw, place), raw, place)))
        default: .null
        }
    }

    /// The engine keeps them until the next step; how many they are is asked for after their address, not before.
    private static func bytes(_ start: UnsafeRawPointer?, _ raw: SQLiteStatement, _ place: CInt)
        -> UnsafeRawBufferPointer
    {
        UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(raw, place)))
    }

    private func bind(_ value: SQLValue, at place: CInt) throws {
        /// The engine makes a copy of its own.
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        let raw = _statement.sqliteStatement
        let code =
            switch value {
            case .null: sqlite3_bind_null(raw, place)
            case .integer(let number): sqlite3_bind_int64(raw, place, number)
            case .text(""): sqlite3_bind_text(raw, place, "", 0, copied)
            case .text(var text):
                text.withUTF8 { bytes in
                    bytes.withMemoryRebound(to: CChar.self) {
                        sqlite3_bind_text(raw, place, $0.baseAddress, CInt($0.count), copied)
                    }
                }
            case .bytes([]): sqlite3_bind_zeroblob(raw, place, 0)
            case .bytes(let bytes):
                bytes.withUnsafeBytes { sqlite3_bind_blob(raw, place, $0.baseAddress, CInt($0.count), copied) }
            }
        guard code == SQLITE_OK else {
            throw DatabaseError(resultCode: ResultCode(rawValue: code), sql: _statement.sql)
        }
    }
}
