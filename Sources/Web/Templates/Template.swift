/// A compiled template: its text as bytes and its tags as names, with words, partials and layout already in their places,
/// so that a page is one walk from the top to the bottom.
struct Template: Sendable {
    /// What a tag asks for.
    enum Name: Sendable, Hashable, CustomStringConvertible {
        /// `{{.}}`: the thing itself.
        case itself
        /// `{{.label}}`: a part of the innermost thing, and of no other; then the steps from there.
        case inner(String, ArraySlice<String>)
        /// `{{label}}`: a part of the innermost thing that has one; then the steps from there.
        case path(String, ArraySlice<String>)

        init(_ tag: Substring) {
            let steps = tag.split(separator: ".").map(String.init)
            guard let first = steps.first else {
                self = .itself
                return
            }
            self = tag.hasPrefix(".") ? .inner(first, steps.dropFirst()) : .path(first, steps.dropFirst())
        }

        /// As a template writes it.
        var description: String {
            switch self {
            case .itself: "."
            case .inner(let first, let rest): "." + ([first] + rest).joined(separator: ".")
            case .path(let first, let rest): ([first] + rest).joined(separator: ".")
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
