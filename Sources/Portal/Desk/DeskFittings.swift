import Base
import Ground
import Work

/// What the desk puts into the slots of others.
package enum DeskFittings {
    package static func add(to fittings: inout Fittings) {
        fittings.add(ContactStore.naming, to: EventSlots.subjects)
        fittings.add(ContactEventWording.wording, to: EventSlots.wordings)
        fittings.add(ContactRoutes.segmented, to: SegmentSlots.lists)
        fittings.add(ContactStore.files, to: AttachmentSlots.kinds)
        fittings.add(CardMaker(WebContactCard.card), to: ContactSlots.cards)
        fittings.add(
            CardMaker { contact, context, _, tx in try FilesCard.card(of: .contact(contact), context, tx) },
            to: ContactSlots.cards)
        fittings.add(
            CardMaker { contact, context, _, tx in try HistoryCard.card(of: .contact(contact), context, tx) },
            to: ContactSlots.cards)
        fittings.add({ try WebContactStore.received($0, $1, $2) }, to: ReceivedSlots.taken)
        fittings.add(CardMaker(ContactJobCard.ofContact), to: ContactSlots.cards)
        fittings.add(CardMaker(ContactJobCard.ofJob), to: JobSlots.cards)
        fittings.add({ try ContactJobStore.join($0, to: $1, by: $2, $3) }, to: JobSlots.made)
        fittings.add(
            { try WebContactStore.registered($0, from: $1, by: $2, $3) }, to: WarrantyCardSlots.registered)
        fittings.add({ try ContactHits.find($0, $1, $2, $3) }, to: JobSlots.found)
        fittings.add(CardMaker(ContactsCard.ofCustomer), to: CustomerSlots.cards)
        fittings.add(CardMaker(ContactsCard.newOfCustomer), to: CustomerSlots.cards)
        fittings.add(CardMaker(ContactsCard.ofDealer), to: DealerSlots.cards)
        fittings.add({ try ContactsCard.known($0, $1, $2) }, to: JobSlots.known)
        fittings.add({ try ContactsWaiting.count($0, $1) }, to: HomeSlots.waiting)
        fittings.add(ContactStore.move, to: CustomerSlots.moves)
        fittings.add(ContactPartyStore.move, to: CustomerSlots.moves)
        fittings.add({ try ContactDataStore.obstacle(for: $0, $1) }, to: PrivacySlots.obstacles)
        fittings.add({ try ContactDataStore.hasSpoken($0, since: $1, $2) }, to: PrivacySlots.dealings)
        fittings.add(WebContactStore.erasing, to: PrivacySlots.erasings)
        fittings.add(ContactPartyStore.erasing, to: PrivacySlots.erasings)
        fittings.add(ContactDataStore.erasing, to: PrivacySlots.erasings)
        fittings.add({ try ContactDataStore.dossier($0, $1, $2) }, to: PrivacySlots.dossier)
    }
}
