import Domain
import Ground
import Web

/// One kind of what waits for this person: how much of it there is, and the first of it by name.
struct WaitingCard: Sendable {
    struct Line: Sendable {
        let href: String
        let title: String
        /// A number of ours, which runs from left to right.
        let isCode: Bool
        let text: String
        let end: String?
        let amount: Amount?
    }

    let title: String
    let sum: String?
    /// The whole list.
    let href: String
    let lines: [Line]

    /// nil where nothing of it waits.
    init?(_ kind: String, sum: String?, href: String, _ lines: [Line], _ reader: Reader) {
        guard !lines.isEmpty else { return nil }
        title = reader.words("overview.waiting.\(kind)")
        (self.sum, self.href, self.lines) = (sum, href, lines)
    }
}
