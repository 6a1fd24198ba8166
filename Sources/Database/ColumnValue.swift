import Domain

/// What both engines store: days, instants, money and flags are integers, all else is text; a backup also holds files.
public enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
}

/// A Swift type with one way into a column and one way out.
public protocol ColumnValue {
    var sqlValue: SQLValue { get }
    init?(sqlValue: SQLValue)
}

extension Int64: ColumnValue {
    public var sqlValue: SQLValue { .integer(self) }
    public init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self = number
    }
}

extension Int: ColumnValue {
    public var sqlValue: SQLValue { .integer(Int64(self)) }
    public init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self.init(exactly: number)
    }
}

extension Bool: ColumnValue {
    public var sqlValue: SQLValue { .integer(self ? 1 : 0) }
    public init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self = number != 0
    }
}

extension String: ColumnValue {
    public var sqlValue: SQLValue { .text(self) }
    public init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self = text
    }
}

extension [UInt8]: ColumnValue {
    public var sqlValue: SQLValue { .bytes(self) }
    public init?(sqlValue: SQLValue) {
        guard case .bytes(let bytes) = sqlValue else { return nil }
        self = bytes
    }
}

extension ID: ColumnValue {
    public var sqlValue: SQLValue { .integer(value) }
    public init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self.init(number)
    }
}

extension Instant: ColumnValue {
    public var sqlValue: SQLValue { .integer(seconds) }
    public init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self.init(seconds: number)
    }
}

extension CalendarDay: ColumnValue {
    public var sqlValue: SQLValue { .integer(Int64(number)) }
    public init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue, let day = Int32(exactly: number) else { return nil }
        self.init(number: day)
    }
}

/// Enums of the trade are stored by their raw value, and a value the program does not know is an error, not a guess.
extension ColumnValue where Self: RawRepresentable, RawValue == String {
    public var sqlValue: SQLValue { .text(rawValue) }
    public init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(rawValue: text)
    }
}
