import Crypto

/// What a table holds, in one number: the same on both engines, whatever the order of its rows.
public struct TableDigest: Hashable, Sendable {
    public private(set) var rows = 0
    private var sum: UInt64 = 0

    /// Sixteen hexadecimal digits.
    public var text: String {
        let digits = String(sum, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    public init() {}

    public mutating func add(_ row: [SQLValue]) {
        rows += 1
        var hash = SHA256()
        for value in row { hash.update(data: Self.bytes(value)) }
        sum &+= hash.finalize().prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Kind and length before the bytes, so that no two rows look alike.
    private static func bytes(_ value: SQLValue) -> [UInt8] {
        switch value {
        case .null: [0]
        case .integer(let number): [1] + withUnsafeBytes(of: number.littleEndian, Array.init)
        case .text(let text): counted(2, [UInt8](text.utf8))
        case .bytes(let bytes): counted(3, bytes)
        }
    }

    private static func counted(_ kind: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        [kind] + withUnsafeBytes(of: Int64(bytes.count).littleEndian, Array.init) + bytes
    }
}

extension Transaction {
    /// Reads the whole table.
    public func digest(of table: TableShape) throws -> TableDigest {
        var digest = TableDigest()
        try forEach(table.all) { digest.add($0.fields.map(\.value)) }
        return digest
    }
}

extension TableShape {
    /// Its rows, the columns in the order of this shape.
    var all: SQL { SQL(trusted: "SELECT \(quotedColumns) FROM \(name)") }

    /// A file that somebody else made may call its columns anything.
    var quotedColumns: String {
        columns.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ", ")
    }
}
