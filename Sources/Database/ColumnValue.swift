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
    @inlinable
    public var sqlValue: SQLValue { .integer(self) }
    @inlinable
    public init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self = number
    }
}

extension Int: ColumnValue {
    @inlinable
    public var sqlValue: SQLValue { .integer(Int64(self)) }
    @inlinable
    public init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self.init(exactly: number)
    }
}

extension Bool: ColumnValue {
    @inlinable
    public var sqlValue: SQLValue { .integer(self ? 1 : 0) }
    @inlinable
    public init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self = number != 0
    }
}

extension String: ColumnValue {
    @inlinable
    public var sqlValue: SQLValue { .text(self) }
    @inlinable
    public init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self = text
    }
}

extension [UInt8]: ColumnValue {
    @inlinable
    public var sqlValue: SQLValue { .bytes(self) }
    @inlinable
    public init?(sqlValue: SQLValue) {
        guard case .bytes(let bytes) = sqlValue else { return nil }
        self = bytes
    }
}

extension ID: ColumnValue {
    @inlinable
    public var sqlValue: SQLValue { .integer(value) }
    @inlinable
    public init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self.init(number)
    }
}

extension Instant: ColumnValue {
    @inlinable
    public var sqlValue: SQLValue { .integer(seconds) }
    @inlinable
    public init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue else { return nil }
        self.init(seconds: number)
    }
}

extension CalendarDay: ColumnValue {
    @inlinable
    public var sqlValue: SQLValue { .integer(Int64(number)) }
    @inlinable
    public init?(sqlValue: SQLValue) {
        guard case .integer(let number) = sqlValue, let day = Int32(exactly: number) else { return nil }
        self.init(number: day)
    }
}

/// Enums of the trade are stored by their raw value, and a value the program does not know is an error, not a guess.
extension ColumnValue where Self: RawRepresentable, RawValue == String {
    @inlinable
    public var sqlValue: SQLValue { .text(rawValue) }
    @inlinable
    public init?(sqlValue: SQLValue) {
        guard case .text(let text) = sqlValue else { return nil }
        self.init(rawValue: text)
    }
}
