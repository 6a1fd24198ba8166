import Ground

/// What the codes of parts put into the slots of others.
enum CodingFittings {
    static func add(to fittings: inout Fittings) {
        fittings.add(CodingStore.naming, to: EventSlots.subjects)
        fittings.add(
            CardMaker { part, context, _, tx in try CodeReadingCard.card(part, context, tx) }, to: PartSlots.cards)
    }
}
