import Domain
import Ground
import Web

/// One kind of what waits for this person: how much of it there is, and the first of it by name.
struct WaitingCard: Sendable {
    let title: String
    let sum: String?
    /// The whole list.
    let href: String
    let lines: [NamedWait]

    /// nil where nothing of it waits.
    init?(_ kind: String, sum: String?, href: String, _ lines: [NamedWait], _ reader: Reader) {
        guard !lines.isEmpty else { return nil }
        title = reader.words("overview.waiting.\(kind)")
        (self.sum, self.href, self.lines) = (sum, href, lines)
    }

    /// What another room counts and names; nil where it only counts.
    init?(_ waiting: WaitingCount, _ reader: Reader) {
        guard !waiting.first.isEmpty else { return nil }
        title = reader.words("overview.\(waiting.kind)")
        (sum, href, lines) = (reader.bounded(waiting.count), waiting.href, waiting.first)
    }
}
