import Mustache

/// A text that is rendered as it is, then escaped. Faster in hot rows than a plain `String`, which the library describes
/// by reflection first.
public struct Cell: MustacheCustomRenderable, MustacheParent, Sendable {
    public let renderText: String
    public var isNull: Bool { renderText.isEmpty }

    public init(_ text: String) { renderText = text }

    /// A text has no parts: said here, it is not looked for by reflection when a template's name is one further out.
    public func child(named name: String) -> Any? { nil }
}
