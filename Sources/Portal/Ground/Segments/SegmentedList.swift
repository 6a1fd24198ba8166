import Domain
import Web

/// Marks the ids of lists that were kept under a name.
package enum Segment {}

/// A list whose filter may be kept under a name. Its room declares it once, its wing puts it into `SegmentSlots.lists`, its page
/// shows a `SegmentBar` above the rows.
package struct SegmentedList: Sendable {
    /// As in addresses and in the store.
    let name: String
    let route: PlainPage
    /// The key of the list's own title.
    let title: String
    /// What of an address means something to the list, its first page.
    let fields: @Sendable (Asked) -> [Address.Field]

    package init<List: PagedFilter>(
        _ name: String, at route: PlainPage, title: String, _ filter: @escaping @Sendable (Asked) -> List
    ) {
        (self.name, self.route, self.title) = (name, route, title)
        fields = { filter($0).at(nil).fields.filter { !$0.text.isEmpty } }
    }
}

package enum SegmentSlots {
    package static let lists = Slot<SegmentedList>("segment.lists")
}

extension CompanyContext {
    /// - Throws: `Refusal.hidden` for a list that there is not, or that is not for this person.
    func segmentedList(_ name: String) throws -> SegmentedList {
        let list = company.fittings[SegmentSlots.lists].first { $0.name == name }
        guard let list, may(list.route) else { throw Refusal.hidden }
        return list
    }
}
