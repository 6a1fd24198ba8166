/// A link that may be the page one is on: a tab, a tile, a file to save.
public struct Tab: PageParts, Sendable {
    private let href: String
    private let label: String
    private let count: String?
    private let isCurrent: Bool

    public init(href: String, label: String, count: String? = nil, isCurrent: Bool = false) {
        (self.href, self.label, self.count, self.isCurrent) = (href, label, count, isCurrent)
    }

    public func child(named name: String) -> Part? {
        switch name {
        case "href": .text(href)
        case "label": .text(label)
        case "count": count.map(Part.text)
        case "current": .flag(isCurrent)
        default: nil
        }
    }
}
