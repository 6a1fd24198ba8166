/// A compiled template: its text as bytes and its tags as names, with words, partials and layout already in their places,
/// so that a page is one walk from the top to the bottom.
struct Template: Sendable {
    /// What a tag asks for.
    enum Name: Sendable, Hashable, CustomStringConvertible {
        /// `{{.}}`: the thing itself.
        case itself
        /// `{{.label}}`: a part of the innermost thing, and of no other.
        case inner([String])
        /// `{{label}}`: a part of the innermost thing that has one.
        case path([String])

        init(_ tag: Substring) {
            let parts = tag.split(separator: ".").map(String.init)
            if parts.isEmpty {
                self = .itself
            } else if tag.hasPrefix(".") {
                self = .inner(parts)
            } else {
                self = .path(parts)
            }
        }

        /// As a template writes it.
        var description: String {
            switch self {
            case .itself: "."
            case .inner(let path): "." + path.joined(separator: ".")
            case .path(let path): path.joined(separator: ".")
            }
        }
    }

    indirect enum Node: Sendable {
        case text([UInt8])
        /// Escaped for HTML, unless three braces ask for it as it is.
        case value(Name, isRaw: Bool)
        /// Once for something, once for each of a list, not at all for nothing.
        case section(Name, [Node])
        /// The template that the thing of this name names.
        case named(Name)
        /// Only where the section of this name would show nothing.
        case otherwise(Name, [Node])
    }

    let nodes: [Node]

    struct Broken: Error, CustomStringConvertible {
        let description: String
    }
}
