/// Which names a thing has, also those that hold nothing now: for finding misspelt ones, which would show nothing.
enum Names {
    static func has(_ name: String, _ parts: any PageParts) -> Bool {
        if let named = parts as? any Naming { return named.has(name) }
        if parts.child(named: name) != nil { return true }
        // A type that answers by itself says nil for an optional as for a stranger: its stored properties tell them apart.
        return Mirror(reflecting: parts).children.contains { child in
            let label = child.label?.lowercased()
            return label == name.lowercased() || label == "is\(name.lowercased())"
        }
    }
}

/// What knows its names by itself.
protocol Naming {
    func has(_ name: String) -> Bool
}
