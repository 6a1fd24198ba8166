import NIOCore

/// Fills a template: one walk over its nodes, the things that are open on a stack.
struct TemplateWriter {
    /// Something that a section has opened.
    private enum Frame {
        case parts(any PageParts)
        case text(String)
    }

    private enum Value {
        case nothing
        case yes
        case text(String)
        case parts(any PageParts)
        case list([Any])
    }

    private(set) var buffer: ByteBuffer
    private var stack: [Frame]
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
                guard case .text(let text) = value(name) else { continue }
                buffer.writeString(isRaw ? text : HTMLText.escaped(text))
            case .section(let name, let inside): writeSection(value(name), inside)
            case .named(let name):
                guard case .text(let template) = value(name), let nodes = templates[template]?.nodes else { continue }
                write(nodes)
            case .otherwise(let name, let inside):
                if !isSomething(value(name)) { write(inside) }
            }
        }
    }

    private mutating func writeSection(_ value: Value, _ inside: [Template.Node]) {
        switch value {
        case .nothing: break
        case .yes: write(inside)
        case .text(let text): if !text.isEmpty { write(inside, in: .text(text)) }
        case .parts(let parts): write(inside, in: .parts(parts))
        case .list(let list): for element in list { writeSection(Self.value(of: element), inside) }
        }
    }

    private mutating func write(_ nodes: [Template.Node], in frame: Frame) {
        stack.append(frame)
        write(nodes)
        stack.removeLast()
    }

    private func isSomething(_ value: Value) -> Bool {
        switch value {
        case .nothing: false
        case .yes, .parts: true
        case .text(let text): !text.isEmpty
        case .list(let list): !list.isEmpty
        }
    }

    private func value(_ name: Template.Name) -> Value {
        if let onUnknown, !isKnown(name) { onUnknown(name) }
        return switch name {
        case .itself:
            switch stack[stack.count - 1] {
            case .text(let text): .text(text)
            case .parts(let parts): .parts(parts)
            }
        case .inner(let path): part(path[0], of: stack[stack.count - 1]).map { Self.value(of: $0, path) } ?? .nothing
        case .path(let path): outermost(path)
        }
    }

    private func isKnown(_ name: Template.Name) -> Bool {
        switch name {
        case .itself: true
        case .inner(let path): Self.has(path[...], stack[stack.count - 1])
        case .path(let path): stack.contains { Self.has(path[...], $0) }
        }
    }

    private static func has(_ path: ArraySlice<String>, _ frame: Frame) -> Bool {
        guard case .parts(let parts) = frame, let name = path.first, Names.has(name, parts) else { return false }
        guard path.count > 1, let next = parts.child(named: name) else { return true }
        guard let parts = next as? any PageParts else { return false }
        return has(path.dropFirst(), .parts(parts))
    }

    private func outermost(_ path: [String]) -> Value {
        for frame in stack.reversed() {
            if let found = part(path[0], of: frame) { return Self.value(of: found, path) }
        }
        return .nothing
    }

    private func part(_ name: String, of frame: Frame) -> Any? {
        guard case .parts(let parts) = frame else { return nil }
        return parts.child(named: name)
    }

    /// The end of a path whose first step has led to `found`.
    private static func value(of found: Any, _ path: [String]) -> Value {
        guard path.count > 1 else { return value(of: found) }
        var here = found
        for name in path.dropFirst() {
            guard let parts = here as? any PageParts, let next = parts.child(named: name) else { return .nothing }
            here = next
        }
        return value(of: here)
    }

    private static func value(of any: Any) -> Value {
        switch any {
        case let cell as Cell: .text(cell.text)
        case let flag as Bool: flag ? .yes : .nothing
        case let text as String: .text(text)
        case let parts as any PageParts: .parts(parts)
        case let list as [Any]: .list(list)
        case let number as any FixedWidthInteger: .text(String(number))
        default: .nothing
        }
    }
}
