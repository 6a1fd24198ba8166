/// A struct of stored properties, described once: all its names together, and not once more for each that a template asks for.
struct Named: PageParts, Naming {
    /// nil for an optional that holds nothing.
    private let values: [String: Any?]

    init(_ value: Any) { self.init(Mirror(reflecting: value)) }

    private init(_ mirror: Mirror) {
        var values: [String: Any?] = [:]
        for child in mirror.children {
            if let label = child.label { values.updateValue(Self.readable(child.value), forKey: label) }
        }
        self.values = values
    }

    func child(named name: String) -> Any? { values[name] ?? nil }

    func has(_ name: String) -> Bool { values.keys.contains(name) }

    /// - Returns: nil for an optional that holds nothing.
    private static func readable(_ value: Any) -> Any? {
        if let text = value as? String { return Cell(text) }
        if value is Bool || value is any PageParts { return value }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.flatMap { readable($0.value) }
        case .collection: return list(mirror, value)
        case .struct, .class: return Named(mirror)
        default: return value
        }
    }

    private static func list(_ mirror: Mirror, _ value: Any) -> Any {
        if mirror.children.first?.value is any PageParts { return value }
        return mirror.children.compactMap { readable($0.value) }
    }
}
