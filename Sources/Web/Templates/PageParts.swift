/// What a template asks for by name. The properties of a page are described once (`Named`); what stands on a page many times
/// answers by itself, which costs a fraction of that.
public protocol PageParts: Sendable {
    /// nil for a name that it does not have, and for one that holds nothing now.
    func child(named name: String) -> Part?
}

/// What a template finds under a name.
public enum Part: Sendable {
    /// Escaped where it is shown. Nothing where it is empty.
    case text(String)
    case flag(Bool)
    case parts(any PageParts)
    case list([Part])

    public static func rows(_ rows: [some PageParts]) -> Part { .list(rows.map(Part.parts)) }

    /// Whether a section shows something for it.
    var isSomething: Bool {
        switch self {
        case .text(let text): !text.isEmpty
        case .flag(let flag): flag
        case .parts: true
        case .list(let list): !list.isEmpty
        }
    }

    /// The part that a path leads to from here; nil where it leads nowhere.
    func end(of path: ArraySlice<String>) -> Part? {
        var here = self
        for name in path {
            guard case .parts(let parts) = here, let next = parts.child(named: name) else { return nil }
            here = next
        }
        return here
    }
}
