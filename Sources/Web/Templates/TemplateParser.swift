/// Reads templates in the notation of Mustache, as far as we use it: `{{name}}`, `{{{name}}}`, sections, inverted
/// sections, partials, and a layout with blocks.
struct TemplateParser {
    typealias Node = Template.Node
    private static let deepest = 20

    /// By name, the words of one language already in them.
    let sources: [String: String]

    func template(_ name: String) throws -> Template { Template(nodes: try nodes(of: name, filling: [:], depth: 0)) }

    private func nodes(of name: String, filling blocks: [String: [Node]], depth: Int) throws -> [Node] {
        guard let source = sources[name] else { throw Template.Broken(description: "no template \(name)") }
        guard depth < Self.deepest else { throw Template.Broken(description: "\(name) holds itself") }
        var reading = Reading(parser: self, name: name, blocks: blocks, depth: depth, rest: source[...])
        return try reading.nodes(until: nil)
    }

    /// One source being read.
    private struct Reading {
        let parser: TemplateParser
        let name: String
        let blocks: [String: [Node]]
        let depth: Int
        var rest: Substring
        /// What a template says for the blocks of its layout.
        var said: [String: [Node]] = [:]

        init(parser: TemplateParser, name: String, blocks: [String: [Node]], depth: Int, rest: Substring) {
            (self.parser, self.name, self.blocks, self.depth, self.rest) = (parser, name, blocks, depth, rest)
        }

        mutating func nodes(until end: Substring?) throws -> [Node] {
            var nodes: [Node] = []
            while let open = rest.firstRange(of: "{{") {
                if open.lowerBound > rest.startIndex { nodes.append(.text(Array(rest[..<open.lowerBound].utf8))) }
                let isRaw = rest[open.upperBound...].hasPrefix("{")
                guard let close = rest[open.upperBound...].firstRange(of: isRaw ? "}}}" : "}}") else {
                    throw broken("a tag that does not end")
                }
                let inside = rest[open.upperBound..<close.lowerBound].dropFirst(isRaw ? 1 : 0)
                rest = rest[close.upperBound...]
                if inside.first == "/" {
                    guard inside.dropFirst() == end else { throw broken("\(inside) closes what is not open") }
                    return nodes
                }
                nodes += isRaw ? [.value(.init(inside), isRaw: true)] : try node(inside)
            }
            guard end == nil else { throw broken("\(end!) is not closed") }
            if !rest.isEmpty { nodes.append(.text(Array(rest.utf8))) }
            return nodes
        }

        private mutating func node(_ tag: Substring) throws -> [Node] {
            let about = tag.dropFirst()
            switch tag.first {
            case "#": return [.section(.init(about), try nodes(until: about))]
            case "^": return [.otherwise(.init(about), try nodes(until: about))]
            case ">" where about.first == "*": return [.named(.init(about.dropFirst()))]
            case ">": return try parser.nodes(of: String(about), filling: blocks, depth: depth + 1)
            case "<": return try layout(about)
            case "$": return try block(about)
            case "!": return []
            default: return [.value(.init(tag), isRaw: false)]
            }
        }

        /// Of what stands in the layout's tag, only the blocks count.
        private mutating func layout(_ layout: Substring) throws -> [Node] {
            _ = try nodes(until: layout)
            return try parser.nodes(
                of: String(layout), filling: said.merging(blocks) { _, outer in outer }, depth: depth + 1)
        }

        private mutating func block(_ block: Substring) throws -> [Node] {
            let own = try nodes(until: block)
            said[String(block)] = own
            return blocks[String(block)] ?? own
        }

        private func broken(_ what: String) -> Template.Broken { Template.Broken(description: "\(name): \(what)") }
    }
}
