import Base
import Domain
import Ground
import Web
import Work

/// What the catalogue puts into the slots of others, and what stands on its own pages.
enum PartFittings {
    static func add(to fittings: inout Fittings) {
        fittings.add(PartStore.naming, to: EventSlots.subjects)
        fittings.add(PartGroupStore.naming, to: EventSlots.subjects)
        fittings.add(PartStore.files, to: AttachmentSlots.kinds)
        fittings.add(
            CardMaker { part, context, typed, _ in PartCodesCard.card(part, context, typed: typed as? TypedPartCode) },
            to: PartSlots.cards)
        fittings.add(
            CardMaker { part, context, _, tx in try PartMergesCard.card(part, context, tx) }, to: PartSlots.cards)
        fittings.add(PartPriceStore.naming, to: EventSlots.subjects)
        fittings.add(
            CardMaker { part, context, typed, tx in
                try PartPricesCard.card(part, context, typed: typed as? PartPriceForm, tx)
            }, to: PartSlots.cards)
        addFits(to: &fittings)
        addToVisits(to: &fittings)
    }

    private static func addToVisits(to fittings: inout Fittings) {
        fittings.add({ try VisitPartList.offered($0, $1.reader, $2) }, to: VisitSlots.offeredParts)
        fittings.add({ try VisitPartList.known($0, $1, $2) }, to: VisitSlots.knownParts)
    }

    private static func addFits(to fittings: inout Fittings) {
        fittings.add(
            CardMaker { part, context, typed, tx in
                try PartFitCard.card(part, context, typed: typed as? PartFitForm, tx)
            }, to: PartSlots.cards)
        fittings.add(
            CardMaker { part, context, typed, tx in
                try PartInsteadCard.card(part, context, typed: typed as? PartInsteadForm, tx)
            }, to: PartSlots.cards)
        fittings.add(
            CardMaker { model, context, _, tx in try ModelPartsCard.card(model, context, tx) }, to: ProductSlots.cards)
    }

    /// Below whatever else the rooms have put on a part's page.
    static func addHistory(to fittings: inout Fittings) {
        fittings.add(
            CardMaker { part, context, _, tx in try FilesCard.card(of: .sparePart(part.id), context, tx) },
            to: PartSlots.cards)
        fittings.add(
            CardMaker { part, context, _, tx in
                context.actor.dealer == nil ? try HistoryCard.card(of: .sparePart(part.id), context, tx) : nil
            }, to: PartSlots.cards)
        fittings.add(CardMaker { part, context, _, _ in PartRetirementCard.card(part, context) }, to: PartSlots.cards)
    }
}
