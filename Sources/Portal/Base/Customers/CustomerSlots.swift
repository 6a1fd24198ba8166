import Ground

/// Where other wings take part in a customer.
package enum CustomerSlots {
    /// On a customer's page.
    package static let cards = Slot<CardMaker<CustomerSheet>>("customer.cards")
}
