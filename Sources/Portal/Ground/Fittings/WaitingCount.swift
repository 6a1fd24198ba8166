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

    package init(_ kind: String, _ group: Group, _ count: Int, at href: String, isLate: Bool = false) {
        (self.group, self.kind, self.count, self.href, self.isLate) = (group, kind, count, href, isLate)
    }
}

package enum HomeSlots {
    /// Nothing for those who may not open the list.
    package static let waiting = Slot<@Sendable (CompanyContext, Transaction) throws -> [WaitingCount]>("home.waiting")
    /// What else stands on a first page; nil where this person gets no such card.
    package static let cards = Slot<@Sendable (CompanyContext, Transaction) throws -> PageCard?>("home.cards")
}
