import CPostgres
import Foundation

/// A statement as the server is given it: a long list is one parameter, whatever its length.
struct PostgresStatement {
    struct Parameter {
        /// The server's number of the type; 0 where it must find out by itself.
        let type: Oid
        /// nil for NULL.
        let text: String?
    }

    /// Still with `?`.
    let text: String
    let parameters: [Parameter]

    init(_ sql: SQL) {
        guard !sql.lists.isEmpty else {
            (text, parameters) = (sql.text, sql.values.map(Parameter.init))
            return
        }
        var folding = Folding(sql)
        (text, parameters) = folding.folded()
    }

    /// `?` as `$1`, `$2`, …; our statements hold no other question mark.
    var numbered: String {
        var number = 0
        var result = ""
        result.reserveCapacity(text.utf8.count + parameters.count * 2)
        for character in text.unicodeScalars {
            if character == "?" {
                number += 1
                result += "$\(number)"
            } else {
                result.unicodeScalars.append(character)
            }
        }
        return result
    }

    /// Calls with the values as C strings, nil for NULL.
    func withParameters<T>(_ body: ([UnsafePointer<CChar>?]) -> T) -> T {
        let texts = parameters.map { $0.text.map { strdup($0)! } }
        defer { texts.forEach { free($0) } }
        return body(texts.map { $0.map { UnsafePointer($0) } })
    }
}

extension PostgresStatement.Parameter {
    init(_ value: SQLValue) {
        switch value {
        case .null: self.init(type: 0, text: nil)
        case .integer(let number): self.init(type: 20, text: String(number))
        case .text(let text): self.init(type: 25, text: Self.whole(text))
        case .bytes(let bytes): self.init(type: 17, text: bytes.hexadecimal)
        }
    }

    /// A C string would end at a NUL, and what is asked for would be something else.
    private static func whole(_ text: String) -> String {
        text.utf8.contains(0) ? text.replacing("\0", with: "\u{FFFD}") : text
    }

    /// - Returns: nil where they are neither all whole numbers nor all texts.
    init?(array values: ArraySlice<SQLValue>) {
        let numbers = values.compactMap { if case .integer(let number) = $0 { String(number) } else { nil } }
        if numbers.count == values.count {
            self.init(type: 1016, text: "{\(numbers.joined(separator: ","))}")
            return
        }
        let texts = values.compactMap { if case .text(let text) = $0 { Self.quoted(Self.whole(text)) } else { nil } }
        guard texts.count == values.count else { return nil }
        self.init(type: 1009, text: "{\(texts.joined(separator: ","))}")
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}

/// A long `IN (?,?,?)` becomes `= ANY (?)`, and `NOT IN` becomes `<> ALL`; a list elsewhere stays as it is, and so does a
/// short one: the server takes each array for ten elements, and would walk all jobs of a city where one state was asked for.
private struct Folding {
    private static let shortest = 10

    private let sql: SQL
    private let source: [UInt8]
    private var place = 0
    private var text: [UInt8] = []
    private var parameters: [PostgresStatement.Parameter] = []
    /// How many of the values have been met.
    private var count = 0

    init(_ sql: SQL) { (self.sql, source) = (sql, Array(sql.text.utf8)) }

    mutating func folded() -> (String, [PostgresStatement.Parameter]) {
        var lists = sql.lists[...]
        while place < source.count {
            guard source[place] == UInt8(ascii: "?") else {
                text.append(source[place])
                place += 1
                continue
            }
            if let list = lists.first, list.lowerBound == count {
                lists.removeFirst()
                if fold(list) { continue }
            }
            parameters.append(.init(sql.values[count]))
            (count, place) = (count + 1, place + 1)
            text.append(UInt8(ascii: "?"))
        }
        return (String(decoding: text, as: UTF8.self), parameters)
    }

    private mutating func fold(_ list: Range<Int>) -> Bool {
        let end = place + 2 * list.count - 1
        guard list.count >= Self.shortest, text.ends(with: "IN ("), end < source.count,
            source[end] == UInt8(ascii: ")"), let array = PostgresStatement.Parameter(array: sql.values[list])
        else { return false }
        text.removeLast("IN (".utf8.count)
        let isNot = text.ends(with: "NOT ")
        if isNot { text.removeLast("NOT ".utf8.count) }
        text += Array((isNot ? "<> ALL (?)" : "= ANY (?)").utf8)
        parameters.append(array)
        (count, place) = (list.upperBound, end + 1)
        return true
    }
}

extension [UInt8] {
    fileprivate func ends(with text: String) -> Bool { suffix(text.utf8.count).elementsEqual(text.utf8) }
}

extension [UInt8] {
    /// As PostgreSQL reads and writes them in text: `\x` and two digits for each.
    var hexadecimal: String {
        reduce(into: "\\x") { text, byte in text += (byte < 16 ? "0" : "") + String(byte, radix: 16) }
    }

    init(hexadecimal text: String) {
        let digits = text.utf8.dropFirst(2).map { UInt8(Character(UnicodeScalar($0)).hexDigitValue ?? 0) }
        self = stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}

/// The rows of one answer, in text form.
struct ResultReader {
    private let result: OpaquePointer?
    private let columns: [String]
    private let types: [Oid]

    init(_ result: OpaquePointer?) {
        self.result = result
        let count = PQnfields(result)
        columns = (0..<count).map { String(cString: PQfname(result, $0)) }
        types = (0..<count).map { PQftype(result, $0) }
    }

    func rows() -> [Row] {
        (0..<PQntuples(result)).map { row in
            Row(columns: columns, values: types.indices.map { value(row, Int32($0)) })
        }
    }

    private func value(_ row: Int32, _ column: Int32) -> SQLValue {
        guard PQgetisnull(result, row, column) == 0 else { return .null }
        let bytes = PQgetvalue(result, row, column)!
        switch types[Int(column)] {
        // bigint, smallint, integer, oid
        case 20, 21, 23, 26: return .integer(strtoll(bytes, nil, 10))
        // boolean: an integer in both engines
        case 16: return .integer(bytes.pointee == CChar(UInt8(ascii: "t")) ? 1 : 0)
        case 17: return .bytes([UInt8](hexadecimal: String(cString: bytes)))
        // numeric: what a sum of bigints is
        case 1700:
            let text = String(cString: bytes)
            return Int64(text).map(SQLValue.integer) ?? .text(text)
        default: return .text(String(cString: bytes))
        }
    }
}
