import Foundation

/// What follows a header's value: `form-data; name="a"; filename="b;c.csv"` (RFC 9110). Read byte by byte: to a string a
/// quote with an accent on it is no quote.
struct HeaderParameters {
    private var values: [String: String] = [:]

    init(_ header: some Sequence<UInt8>) {
        var rest = Array(header)[...]
        while let semicolon = rest.firstIndex(of: UInt8(ascii: ";")) {
            rest = rest[(semicolon + 1)...]
            let name = Self.taken(&rest) { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ";") }.lowercased()
            guard rest.popFirst() == UInt8(ascii: "=") else { continue }
            rest = rest.drop(while: Self.isBlank)
            let isQuoted = rest.first == UInt8(ascii: "\"")
            let value = isQuoted ? Self.quoted(&rest) : Self.taken(&rest) { $0 == UInt8(ascii: ";") }
            if values[name] == nil { values[name] = value }
        }
    }

    /// The first of this name, as it came.
    subscript(_ name: String) -> String? { values[name] }

    /// `name*=UTF-8''%D9%82.csv` (RFC 8187) where it can be read, else `name=`.
    func extended(_ name: String) -> String? {
        let parts = values["\(name)*"]?.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false) ?? []
        guard parts.count == 3, parts[0].lowercased() == "utf-8" else { return values[name] }
        return parts[2].removingPercentEncoding ?? values[name]
    }

    private static func taken(_ rest: inout ArraySlice<UInt8>, until isEnd: (UInt8) -> Bool) -> String {
        var text = rest.prefix { !isEnd($0) }
        rest = rest[text.endIndex...]
        while let last = text.last, isBlank(last) { text.removeLast() }
        return String(decoding: text.drop(while: isBlank), as: UTF8.self)
    }

    /// Browsers write `\` as it is, old ones whole paths with it: only before a quote and another `\` it says that the next
    /// one is meant as it stands.
    private static func quoted(_ rest: inout ArraySlice<UInt8>) -> String {
        var text: [UInt8] = []
        rest.removeFirst()
        while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
            guard byte == UInt8(ascii: "\\"), let next = rest.first, next == byte || next == UInt8(ascii: "\"") else {
                text.append(byte)
                continue
            }
            text.append(next)
            rest.removeFirst()
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
