import NIOCore

/// Fills a template: one walk over its nodes, the things that are open on a stack.
struct TemplateWriter {
    private(set) var buffer: ByteBuffer
    /// What sections have opened, the innermost last: things with parts, and texts.
    private var stack: [Part]
    private let onUnknown: ((Template.Name) -> Void)?

    private let templates: [String: Template]

    /// - Parameters:
    ///   - templates: those that a page may name.
    ///   - capacity: bytes that the page may take; more is no harm.
    ///   - onUnknown: is told each name that nothing on the stack has, see `Names`; nil asks nobody, and such a name shows
    ///     nothing.
    init(
        _ page: any PageParts, templates: [String: Template], capacity: Int,
        onUnknown: ((Template.Name) -> Void)? = nil
    ) {
        self.templates = templates
        stack = [.parts(page)]
        buffer = ByteBufferAllocator().buffer(capacity: capacity)
        self.onUnknown = onUnknown
    }

    mutating func write(_ nodes: [Template.Node]) {
        for node in nodes {
            switch node {
            case .text(let bytes): buffer.writeBytes(bytes)
            case .value(let name, let isRaw):
                guard case .text(let text) = part(name) else { continue }
                if isRaw { buffer.writeString(text) } else { buffer.writeEscaped(text) }
            case .section(let name, let inside): if let part = part(name) { writeSection(part, inside) }
            case .named(let name):
                guard case .text(let template) = part(name), let nodes = templates[template]?.nodes else { continue }
                write(nodes)
            case .otherwise(let name, let inside):
                if part(name)?.isSomething != true { write(inside) }
            }
        }
    }

    private mutating func writeSection(_ part: Part, _ inside: [Template.Node]) {
        switch part {
        case .flag(let flag): if flag { write(inside) }
        case .list(let list): for part in list { writeSection(part, inside) }
        case .parts: write(inside, in: part)
        case .text(let text): if !text.isEmpty { write(inside, in: part) }
        }
    }

    private mutating func write(_ nodes: [Template.Node], in part: Part) {
        stack.append(part)
        write(nodes)
        stack.removeLast()
    }

    private func part(_ name: Template.Name) -> Part? {
        if let onUnknown, !isKnown(name) { onUnknown(name) }
        switch name {
        case .itself: return stack[stack.count - 1]
        case .inner(let first, let rest):
            return Self.child(first, of: stack[stack.count - 1])?.end(of: rest)
        case .path(let first, let rest):
            for place in stack.indices.reversed() {
                if let found = Self.child(first, of: stack[place]) { return found.end(of: rest) }
            }
            return nil
        }
    }

    private static func child(_ name: String, of part: Part) -> Part? {
        guard case .parts(let parts) = part else { return nil }
        return parts.child(named: name)
    }

    private func isKnown(_ name: Template.Name) -> Bool {
        switch name {
        case .itself: true
        case .inner(let first, let rest): Self.has([first] + rest, stack[stack.count - 1])
        case .path(let first, let rest): stack.contains { Self.has([first] + rest, $0) }
        }
    }

    private static func has(_ path: ArraySlice<String>, _ part: Part) -> Bool {
        guard case .parts(let parts) = part, let name = path.first, Names.has(name, parts) else { return false }
        guard path.count > 1, let next = parts.child(named: name) else { return true }
        return has(path.dropFirst(), next)
    }
}
