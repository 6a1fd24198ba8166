import CPostgres
import Foundation

extension SQL {
    /// `?` as `$1`, `$2`, …; our statements hold no other question mark.
    var numbered: String {
        var number = 0
        var result = ""
        result.reserveCapacity(text.utf8.count + values.count * 2)
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
        let texts: [UnsafeMutablePointer<CChar>?] = values.map { value in
            switch value {
            case .null: nil
            case .integer(let number): strdup(String(number))
            // A C string would end there, and what is asked for would be something else.
            case .text(let text): strdup(text.utf8.contains(0) ? text.replacing("\0", with: "\u{FFFD}") : text)
            case .bytes(let bytes): strdup(bytes.hexadecimal)
            }
        }
        defer { texts.forEach { free($0) } }
        return body(texts.map { UnsafePointer($0) })
    }
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

extension SQLValue {
    /// The server's number of the type: bigint, text, bytea, or 0 where it must find out by itself.
    var type: Oid {
        switch self {
        case .null: 0
        case .integer: 20
        case .text: 25
        case .bytes: 17
        }
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
