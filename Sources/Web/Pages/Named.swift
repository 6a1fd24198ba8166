/// A struct of stored properties, described once: all its names together, and not once more for each that a template asks for.
struct Named: PageParts, Naming {
    /// nil for an optional that holds nothing.
    private let values: [String: Part?]

    init(_ value: Any) { self.init(Mirror(reflecting: value)) }

    private init(_ mirror: Mirror) {
        let children = mirror.children
        var values = [String: Part?](minimumCapacity: children.count)
        for child in children {
            if let label = child.label { values.updateValue(Self.part(child.value), forKey: label) }
        }
        self.values = values
    }

    func child(named name: String) -> Part? { values[name] ?? nil }

    func has(_ name: String) -> Bool { values.keys.contains(name) }

    /// - Returns: nil for an optional that holds nothing, and for what no template can show.
    private static func part(_ value: Any) -> Part? {
        switch value {
        case let text as String: .text(text)
        case let flag as Bool: .flag(flag)
        case let parts as any PageParts: .parts(parts)
        case let number as any FixedWidthInteger: .text(String(number))
        default: part(Mirror(reflecting: value), of: value)
        }
    }

    private static func part(_ mirror: Mirror, of value: Any) -> Part? {
        switch mirror.displayStyle {
        case .optional: mirror.children.first.flatMap { part($0.value) }
        case .collection: .list(list(mirror, value))
        case .struct, .class: .parts(Named(mirror))
        default: nil
        }
    }

    private static func list(_ mirror: Mirror, _ value: Any) -> [Part] {
        if let parts = value as? [any PageParts] { return parts.map(Part.parts) }
        return mirror.children.compactMap { part($0.value) }
    }
}
