/// A part of a page that is made elsewhere than the page: its own template, `{{>*template}}`, filled with its own content.
public struct PageCard: PageParts, Sendable {
    /// Where on its page it stands.
    public enum Place: Sendable {
        /// Beside the title, where the page's deeds are.
        case head
        /// Above all else of the page.
        case top
        case main
        case aside
    }

    public let place: Place
    public let template: String
    private let content: Named

    /// - Parameters:
    ///   - template: the file below `Templates/`, without its ending.
    ///   - content: a struct of stored properties, named as the template names them.
    public init(_ template: String, at place: Place, _ content: some Sendable) {
        self.place = place
        self.template = template
        self.content = Named(content)
    }

    public func child(named name: String) -> Part? {
        switch name {
        case "template": .text(template)
        case "card": .parts(content)
        default: nil
        }
    }
}

/// The cards of one page, by where they stand.
public struct PageCards: Sendable {
    public let head: [PageCard]
    public let top: [PageCard]
    public let main: [PageCard]
    public let aside: [PageCard]

    public init(_ cards: [PageCard]) {
        func all(at place: PageCard.Place) -> [PageCard] { cards.filter { $0.place == place } }
        (head, top) = (all(at: .head), all(at: .top))
        (main, aside) = (all(at: .main), all(at: .aside))
    }
}
