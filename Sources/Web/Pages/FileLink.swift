/// One of `shared/files`: a list as a file to be saved.
public struct FileLink: PageParts, Sendable {
    public let label: String
    public let href: String

    public init(label: String, href: String) {
        (self.label, self.href) = (label, href)
    }

    public func child(named name: String) -> Part? {
        switch name {
        case "label": .text(label)
        case "href": .text(href)
        default: nil
        }
    }
}
