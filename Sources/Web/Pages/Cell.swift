import Mustache

/// A text that is rendered as it is, then escaped. Faster in hot rows than a plain `String`, which the library describes
/// by reflection first.
public struct Cell: MustacheCustomRenderable, Sendable {
    public let renderText: String
    public var isNull: Bool { renderText.isEmpty }

    public init(_ text: String) { renderText = text }
}
