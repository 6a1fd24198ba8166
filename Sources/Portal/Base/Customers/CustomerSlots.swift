import Database
import Domain
import Ground

/// Where other wings take part in a customer.
package enum CustomerSlots {
    /// On a customer's page.
    package static let cards = Slot<CardMaker<CustomerSheet>>("customer.cards")
    /// What goes over with a customer who turns out to be another.
    package static let moves = Slot<CustomerMove>("customer.moves")
}

/// Rows of a wing that name a customer, and how they come to name another.
package struct CustomerMove: Sendable {
    /// What they are, by which a merge remembers them.
    let name: String
    let find: @Sendable (ID<Customer>, Transaction) throws -> [Int64]
    let move: @Sendable ([Int64], ID<Customer>, Transaction) throws -> Void

    package init(
        _ name: String, find: @escaping @Sendable (ID<Customer>, Transaction) throws -> [Int64],
        move: @escaping @Sendable ([Int64], ID<Customer>, Transaction) throws -> Void
    ) { (self.name, self.find, self.move) = (name, find, move) }
}
