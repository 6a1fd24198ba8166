import Database
import Domain
import Ground

/// A rule by which something that is open at a dealer keeps work from him, of the room that knows of it. It is off until the
/// company says from where on.
package struct BlockKind: Sendable {
    package typealias Find =
        @Sendable (_ limit: Int64, _ today: CalendarDay, _ only: ID<Dealer>?, Transaction) throws -> [Found]

    /// What is open at one dealer beyond the limit.
    package struct Found: Sendable {
        let dealer: ID<Dealer>
        let count: Int64
        let since: CalendarDay?

        package init(dealer: ID<Dealer>, count: Int64, since: CalendarDay?) {
            (self.dealer, self.count, self.since) = (dealer, count, since)
        }
    }

    /// Its words are `dispatch.block.<name>` and `dispatch.why.block.<name>`.
    package let name: String
    package let measure: OpenBlock.Measure
    let find: Find

    /// - Parameter find: one question for all dealers, or for one.
    package init(_ name: String, in measure: OpenBlock.Measure, _ find: @escaping Find) {
        (self.name, self.measure, self.find) = (name, measure, find)
    }
}

/// Where other wings say what they know of dealers.
package enum DispatchSlots {
    package static let blocks = Slot<BlockKind>("dispatch.blocks")
    /// Who has all parts that each of these jobs waits for; a job that waits for none is not among them.
    package static let holders = Slot<@Sendable ([ID<Job>], Transaction) throws -> [ID<Job>: Set<ID<Dealer>>]>(
        "dispatch.holders")
}
