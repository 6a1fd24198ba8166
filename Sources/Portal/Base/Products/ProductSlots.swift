import Ground

/// Where other wings take part in a model.
package enum ProductSlots {
    /// On a model's page.
    package static let cards = Slot<CardMaker<ModelItem>>("product.cards")
}
