import Database
import Web

/// What waits for a person's hand in a room, as his first page counts it. The number is the length of the list that it leads to.
package struct WaitingCount: Sendable {
    /// Under which heading it stands.
    package enum Group: String, CaseIterable, Sendable { case work, desk, money }

    package let group: Group
    /// Its word is `overview.<kind>`.
    package let kind: String
    package let count: Int
    package let href: String
    /// Its day is over.
    package let isLate: Bool
    /// The first of it by name; empty where its number says enough.
    package let first: [NamedWait]

    /// How many are named.
    package static let named = 5

    package init(
        _ kind: String, _ group: Group, _ count: Int, at href: String, isLate: Bool = false, first: [NamedWait] = []
    ) {
        (self.group, self.kind, self.count, self.href, self.isLate) = (group, kind, count, href, isLate)
        self.first = first
    }
}

/// One of what waits, as a first page names it.
package struct NamedWait: Sendable {
    package let href: String
    package let title: String
    /// A number of ours, which runs from left to right.
    package let isCode: Bool
    package let text: String
    package let end: String?
    package let amount: Amount?

    package init(
        href: String, title: String, isCode: Bool = true, text: String, end: String? = nil, amount: Amount? = nil
    ) {
        (self.href, self.title, self.isCode, self.text) = (href, title, isCode, text)
        (self.end, self.amount) = (end, amount)
    }
}

package enum HomeSlots {
    /// Nothing for those who may not open the list.
    package static let waiting = Slot<@Sendable (CompanyContext, Transaction) throws -> [WaitingCount]>("home.waiting")
    /// What else stands on a first page; nil where this person gets no such card.
    package static let cards = Slot<@Sendable (CompanyContext, Transaction) throws -> PageCard?>("home.cards")
}
