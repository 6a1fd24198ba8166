import Foundation

/// A mail that came in, as it lay in the mailbox: whom it is from, what stands above it and its plain text (RFC 5322, 2045,
/// 2047). Whatever is wrong in it, something is read.
public struct ReceivedMail: Hashable, Sendable {
    /// nil where nobody can be answered.
    public let from: EmailAddress?
    /// How its sender calls himself; empty where he does not.
    public let name: String
    public let subject: String
    public let text: String
    /// A machine has written it: an answer that nobody is there, a list, a report that something did not arrive.
    public let isAutomatic: Bool

    private static let (longestSubject, longestText) = (200, 4_000)
    private static let (deepest, mostParts) = (5, 50)

    public init(_ bytes: [UInt8]) {
        let part = MailPart(bytes[...])
        let (name, address) = Self.sender(part.head["from"] ?? "")
        from = try? EmailAddress(address)
        self.name = String(Self.line(MailWord.text(name)).prefix(100))
        subject = String(Self.line(MailWord.text(part.head["subject"] ?? "")).prefix(Self.longestSubject))
        var count = 0
        let texts = Self.texts(of: part, depth: 0, &count)
        let read = texts.first { !$0.isMarkup }?.text ?? texts.first.map { MarkupText.plain($0.text) } ?? ""
        text = String(read.trimmingCharacters(in: .whitespacesAndNewlines).prefix(Self.longestText))
        let automatic = (part.head["auto-submitted"] ?? "no").lowercased()
        let precedence = (part.head["precedence"] ?? "").lowercased()
        isAutomatic =
            !automatic.hasPrefix("no") || ["bulk", "junk", "list", "auto_reply"].contains(precedence)
            || part.head["list-id"] != nil || part.head["return-path"] == "<>"
    }

    private static func line(_ text: String) -> String {
        text.split(whereSeparator: { $0.isWhitespace || $0.isNewline }).joined(separator: " ")
    }

    /// `"Zahra K." <z@b.example>`, `z@b.example (Zahra)` or the address alone.
    private static func sender(_ head: String) -> (name: String, address: String) {
        if let open = head.lastIndex(of: "<"), let close = head[open...].firstIndex(of: ">") {
            let name = head[..<open].trimmingCharacters(in: .whitespaces.union(.init(charactersIn: "\"")))
            return (name.replacing("\\\"", with: "\""), String(head[head.index(after: open)..<close]))
        }
        let bare = head.split(separator: "(", maxSplits: 1)
        let name = bare.count == 2 ? bare[1].filter { $0 != ")" } : ""
        return (name, (bare.first ?? "").trimmingCharacters(in: .whitespaces))
    }

    private static func texts(
        of part: MailPart, depth: Int, _ count: inout Int
    ) -> [MailPart] {
        count += 1
        guard count <= mostParts, !part.isAttached else { return [] }
        if part.type.hasPrefix("multipart/") {
            guard depth < deepest, let mark = part.parameters["boundary"], !mark.isEmpty else { return [] }
            var all: [MailPart] = []
            for inner in part.parts(by: mark) { all += texts(of: MailPart(inner), depth: depth + 1, &count) }
            return all
        }
        return part.type == "text/plain" || part.isMarkup ? [part] : []
    }
}

/// One part of a mail, or all of it.
struct MailPart {
    /// By their names, small; of one that stands twice the first.
    let head: [String: String]
    private let body: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        var (head, rest) = ([String: String](), bytes)
        var last: String?
        while let line = Self.line(of: &rest), !line.isEmpty {
            // Names are plain; what is not stands there as it came, and whoever reads it takes it for UTF-8.
            let text = String(decoding: line, as: UTF8.self)
            if text.first == " " || text.first == "\t" {
                if let last { head[last, default: ""] += " " + text.trimmingCharacters(in: .whitespaces) }
                continue
            }
            guard let colon = text.firstIndex(of: ":") else { continue }
            let name = text[..<colon].lowercased()
            last = head[name] == nil ? name : nil
            if last != nil {
                head[name] = text[text.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            }
        }
        (self.head, body) = (head, rest)
    }

    private static func line(of rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard !rest.isEmpty else { return nil }
        let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
        let line = rest[..<end]
        rest = rest[min(end + 1, rest.endIndex)...]
        return line.last == 0x0D ? line.dropLast() : line
    }

    var type: String {
        let type = (head["content-type"] ?? "text/plain").prefix { $0 != ";" }
        return type.trimmingCharacters(in: .whitespaces).lowercased()
    }

    var isMarkup: Bool { type == "text/html" }

    /// A file beside the words.
    var isAttached: Bool { (head["content-disposition"] ?? "").lowercased().hasPrefix("attachment") }

    /// What follows the type, by its names.
    var parameters: [String: String] {
        var (all, rest) = ([String: String](), (head["content-type"] ?? "")[...])
        while let semicolon = rest.firstIndex(of: ";") {
            rest = rest[rest.index(after: semicolon)...]
            guard let equals = rest.firstIndex(of: "=") else { break }
            let name = rest[..<equals].trimmingCharacters(in: .whitespaces).lowercased()
            rest = rest[rest.index(after: equals)...].drop { $0 == " " }
            let isQuoted = rest.first == "\""
            if isQuoted { rest = rest.dropFirst() }
            let value = rest.prefix { isQuoted ? $0 != "\"" : $0 != ";" }
            rest = rest[value.endIndex...]
            all[name] = value.trimmingCharacters(in: .whitespaces)
        }
        return all
    }

    var text: String { MailWord.text(decoded, in: parameters["charset"] ?? "utf-8").replacing("\r\n", with: "\n") }

    private var decoded: [UInt8] {
        switch (head["content-transfer-encoding"] ?? "").lowercased() {
        case "base64":
            Data(base64Encoded: Data(body), options: .ignoreUnknownCharacters).map { [UInt8]($0) } ?? []
        case "quoted-printable": MailWord.unquoted(body, isWord: false)
        default: [UInt8](body)
        }
    }

    /// What stands between two lines of the mark.
    func parts(by mark: String) -> [ArraySlice<UInt8>] {
        let begin = Array("--\(mark)".utf8)
        var (parts, rest, start) = ([ArraySlice<UInt8>](), body, nil as Int?)
        while !rest.isEmpty {
            let place = rest.startIndex
            guard let line = Self.line(of: &rest) else { break }
            guard line.starts(with: begin) else { continue }
            if let start { parts.append(body[start..<place]) }
            start = rest.startIndex
            if line.dropFirst(begin.count).starts(with: Array("--".utf8)) { return parts }
        }
        // Its end was cut off.
        if let start, start < body.endIndex { parts.append(body[start...]) }
        return parts
    }
}
