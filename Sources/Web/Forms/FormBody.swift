import Crypto
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// What a person sent: fields by name in their order, and files. Text is as it was typed.
public struct FormBody: Sendable {
    public struct File: Sendable {
        public let field: String
        public let name: String
        public let bytes: [UInt8]
    }

    public var fields: [String: [String]] = [:]
    public var files: [File] = []

    public init() {}

    /// A form as if it were typed, for tests and for pages that open filled in.
    public init(_ fields: [String: String]) { self.fields = fields.mapValues { [$0] } }

    /// The text of a field, without the blanks around it; empty where it was not sent.
    public func text(_ name: String) -> String { fields[name]?.first.map(SearchText.stored) ?? "" }

    /// As typed, with line ends and all.
    public func raw(_ name: String) -> String { fields[name]?.first ?? "" }

    public func all(_ name: String) -> [String] { fields[name] ?? [] }

    public func files(_ field: String) -> [File] { files.filter { $0.field == field && !$0.bytes.isEmpty } }

    public func isChecked(_ name: String) -> Bool { fields[name] != nil }

    /// The ids of chosen rows; what is no number is left out.
    public func ids<Of>(_ name: String, of type: Of.Type = Of.self) -> [ID<Of>] {
        all(name).compactMap { Int64($0).map { ID<Of>($0) } }
    }

    /// SHA-256 of all that was sent, in hexadecimal: names, values and files in the order of their names.
    public func digest(leavingOut names: Set<String>) -> String {
        var hash = SHA256()
        func add(_ text: String) { hash.update(data: Data("\(text.utf8.count):\(text)".utf8)) }
        for (name, values) in fields.sorted(by: { $0.key < $1.key }) where !names.contains(name) {
            add(name)
            values.forEach(add)
        }
        for file in files {
            add(file.field)
            hash.update(data: Data(SHA256.hash(data: file.bytes)))
        }
        return Secrets.hexadecimal(Array(hash.finalize()))
    }

    /// - Parameter limit: bytes; a larger body is `Refusal.tooLarge`.
    public static func read(_ request: Request, limit: Int) async throws -> FormBody {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit { throw Refusal.tooLarge }
        let buffer: ByteBuffer
        do {
            buffer = try await request.body.collect(upTo: limit)
        } catch is NIOTooManyBytesError { throw Refusal.tooLarge }
        let type = request.headers[.contentType] ?? ""
        if let boundary = Multipart.boundary(in: type) {
            return try Multipart.parse([UInt8](buffer.readableBytesView), boundary: boundary)
        }
        return FormBody(encoded: String(buffer: buffer))
    }

    /// `a=1&b=2`, with `+` and `%XX`. Bytes that are no UTF-8 become U+FFFD and are refused by the field's own rule.
    public init(encoded: String) {
        for pair in encoded.split(separator: "&", omittingEmptySubsequences: true) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = Self.decoded(parts[0])
            fields[name, default: []].append(parts.count > 1 ? Self.decoded(parts[1]) : "")
        }
    }

    private static func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "+") {
                bytes.append(UInt8(ascii: " "))
            } else if byte == UInt8(ascii: "%"), let value = UInt8(Substring(rest.prefix(2)), radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        // NUL can stand in no column of PostgreSQL and in no name of a person.
        return String(decoding: bytes, as: UTF8.self).replacing("\0", with: "")
    }
}
