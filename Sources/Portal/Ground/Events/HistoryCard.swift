import Database
import Domain
import Web

/// What happened to one thing, newest first, on its page (`history/_card`).
package struct HistoryCard: Sendable {
    private static let most = 20
    let events: [TimelineItem]

    /// nil where nothing has happened to it.
    /// - Parameters:
    ///   - own: what the page is about, where the thing has several; empty for all.
    ///   - kinds: what this person does not read.
    package static func card(
        of subject: EventSubject, only own: Set<String> = [], leavingOut kinds: Set<String> = [],
        at place: PageCard.Place = .main,
        _ context: CompanyContext, _ tx: Transaction
    ) throws -> PageCard? {
        var asked = HistoryQuestion()
        (asked.subject, asked.kinds) = (subject, own)
        let happenings = try HistoryList.page(asked, limit: most, tx).filter { !kinds.contains($0.kind) }
        guard !happenings.isEmpty else { return nil }
        let wording = try HappeningWording(context, tx, of: happenings)
        return PageCard("history/_card", at: place, HistoryCard(events: happenings.map(wording.item)))
    }

    /// Of some of the company's settings, for the page on which they are changed.
    package static func cards(
        ofSettings kinds: Set<String>, _ context: CompanyContext, _ tx: Transaction
    ) throws -> PageCards {
        PageCards([try card(of: EventSubject("setting"), only: kinds, context, tx)].compactMap(\.self))
    }
}
