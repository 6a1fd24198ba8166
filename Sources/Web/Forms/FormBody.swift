import Crypto
import Domain
import Foundation

/// What a person sent: fields by name in their order, and files. Text is as it was typed.
public struct FormBody: Sendable {
    /// A file as it was sent; its bytes lie on the disk.
    public struct File: Sendable {
        public let field: String
        /// As its person called it, without folders; bounded.
        public let name: String
        /// Bytes that were sent.
        public let size: Int
        let sha256: [UInt8]
        /// nil where there is nothing, or it was too large to be kept.
        let spool: Spool?
        let offset: Int

        /// Reads them from the disk: not on an event loop. - Throws: `Refusal.tooLarge` where they were not kept.
        public func bytes() throws -> [UInt8] {
            guard let spool else {
                if size > 0 { throw Refusal.tooLarge }
                return []
            }
            return try spool.read(size, at: offset)
        }
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

    public func files(_ field: String) -> [File] { files.filter { $0.field == field && $0.size > 0 } }

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
            hash.update(data: Data(file.sha256))
        }
        return Secrets.hexadecimal(Array(hash.finalize()))
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
