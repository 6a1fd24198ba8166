import Foundation

/// The part of Markdown that our manuals are written in: headings, paragraphs, lists, tables, **bold**, `code`, [links](chapter.md),
/// and pictures in lines of their own, `![words](picture.svg)`.
/// Whatever else stands in the text is shown as it stands: no markup of its own passes.
public struct Markdown: Sendable {
    /// Its first heading, without the sign.
    public let title: String
    /// All below the first heading.
    public let html: String

    /// - Parameter address: of a link or a picture as it is written; nil where it leads nowhere here, and then its words stand
    ///   alone.
    public init(_ text: String, address: @escaping (String) -> String?) {
        var blocks = MarkdownBlocks(address)
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) { blocks.take(line) }
        blocks.end()
        (title, html) = (blocks.title, blocks.html)
    }
}

/// Reads line by line what belongs together.
private struct MarkdownBlocks {
    private enum Kind { case paragraph, bullets, numbers(from: Substring), table }

    private(set) var title = ""
    private(set) var html = ""
    private var kind: Kind?
    /// Of the block that is read: its lines, items or rows.
    private var parts: [String] = []
    private let address: (String) -> String?

    init(_ address: @escaping (String) -> String?) { self.address = address }

    mutating func take(_ line: Substring) {
        let text = line.drop { $0 == " " }
        if text.isEmpty {
            end()
        } else if let heading = line.prefixMatch(of: #/(#{1,3}) /#) {
            end()
            add(heading: heading.1.count, String(line[heading.range.upperBound...]))
        } else if let image = line.wholeMatch(of: #/!\[([^\]]+)\]\(([^)\s]+)\)/#) {
            end()
            add(picture: String(image.1), at: String(image.2))
        } else if line.hasPrefix("|") {
            begin(.table) { if case .table = $0 { true } else { false } }
            parts.append(String(line))
        } else if let item = line.prefixMatch(of: #/[-*] /#) {
            begin(.bullets) { if case .bullets = $0 { true } else { false } }
            parts.append(String(line[item.range.upperBound...]))
        } else if let item = line.prefixMatch(of: #/([0-9]+)\. /#) {
            begin(.numbers(from: item.1)) { if case .numbers = $0 { true } else { false } }
            parts.append(String(line[item.range.upperBound...]))
        } else if kind != nil, !parts.isEmpty, isOpen {
            parts[parts.count - 1] += " " + text
        } else {
            end()
            (kind, parts) = (.paragraph, [String(text)])
        }
    }

    /// A table's rows are lines of their own; all else goes on in the next line.
    private var isOpen: Bool { if case .table = kind { false } else { true } }

    private mutating func begin(_ kind: Kind, unless isSame: (Kind) -> Bool) {
        if let open = self.kind, isSame(open) { return }
        end()
        self.kind = kind
    }

    private mutating func add(heading level: Int, _ text: String) {
        if title.isEmpty, level == 1 { title = text } else { html += "<h\(level)>\(inline(text))</h\(level)>\n" }
    }

    private mutating func add(picture words: String, at target: String) {
        let shown = HTMLText.escaped(words)
        html +=
            address(target).map { "<p><img src=\"\(HTMLText.escaped($0))\" alt=\"\(shown)\" loading=\"lazy\"></p>\n" }
            ?? "<p>\(shown)</p>\n"
    }

    mutating func end() {
        switch kind {
        case nil: break
        case .paragraph: html += "<p>\(inline(parts[0]))</p>\n"
        case .bullets: html += "<ul>\(items)</ul>\n"
        case .numbers(let first): html += "<ol\(first == "1" ? "" : " start=\"\(first)\"")>\(items)</ol>\n"
        case .table: html += table
        }
        (kind, parts) = (nil, [])
    }

    private var items: String { parts.map { "<li>\(inline($0))</li>" }.joined() }

    /// The first row names the columns; the one of dashes below it is left out.
    private var table: String {
        let rows = parts.filter { $0.contains { !"|-: ".contains($0) } }.map { row in
            row.split(separator: "|").map { inline($0.trimmingCharacters(in: .whitespaces)) }
        }
        guard let head = rows.first else { return "" }
        let names = head.map { "<th scope=\"col\">\($0)</th>" }.joined()
        let body = rows.dropFirst().map { cells in
            let marked = cells.enumerated().map { "<td class=\"\($0 == 0 ? "lead" : "second")\">\($1)</td>" }
            return "<tr>\(marked.joined())</tr>"
        }
        return "<div class=\"table-wrap\"><table class=\"table stack\"><thead><tr>\(names)</tr></thead>"
            + "<tbody>\(body.joined())</tbody></table></div>\n"
    }

    private func inline(_ text: String) -> String {
        var html = ""
        var rest = text[...]
        while let match = rest.firstMatch(of: #/`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\(([^)\s]+)\)/#) {
            html += HTMLText.escaped(String(rest[..<match.range.lowerBound]))
            if let code = match.1 {
                html += "<code dir=\"ltr\">\(HTMLText.escaped(String(code)))</code>"
            } else if let bold = match.2 {
                html += "<b>\(HTMLText.escaped(String(bold)))</b>"
            } else if let words = match.3, let target = match.4 {
                let shown = HTMLText.escaped(String(words))
                html += address(String(target)).map { "<a href=\"\(HTMLText.escaped($0))\">\(shown)</a>" } ?? shown
            }
            rest = rest[match.range.upperBound...]
        }
        return html + HTMLText.escaped(String(rest))
    }
}
