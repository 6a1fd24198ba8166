import Web

/// The head of a column that a list can be ordered by.
package struct SortHead: PageParts, Sendable {
    private let href: String
    private let direction: String?

    /// - Parameters:
    ///   - offers: the orders of this column; the link leads to the one that is not there now.
    ///   - address: the list in an order.
    package init<Order: Equatable>(
        _ offers: [Order], now: Order, usual: Order, ascending: Bool, _ address: (Order) -> String
    ) {
        href = address(offers.first { $0 != now } ?? usual)
        direction = offers.contains(now) ? (ascending ? "ascending" : "descending") : nil
    }

    package func child(named name: String) -> Part? {
        switch name {
        case "href": .text(href)
        case "direction": direction.map(Part.text)
        default: nil
        }
    }
}
