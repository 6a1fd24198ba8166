/// A text, escaped where it is shown. Faster in hot rows than a plain `String`, whose kind must be found out first.
public struct Cell: PageParts, Sendable {
    let text: String

    public init(_ text: String) { self.text = text }

    /// A text has no parts: said here, it is not looked for by reflection when a template's name is one further out.
    public func child(named name: String) -> Any? { nil }
}
