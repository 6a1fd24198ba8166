import Domain
import Ground

/// What this wing puts into the slots of all.
package enum BaseFittings {
    package static func add(to fittings: inout Fittings) {
        for naming in [
            CustomerStore.naming, UnitStore.naming, WarrantyCardStore.naming, ProductStore.naming,
            ProductGroupStore.naming, DealerStore.naming,
            ShebaChangeStore.naming, CourseStore.naming, CertificateStore.naming,
        ] { fittings.add(naming, to: EventSlots.subjects) }
        fittings.add(DealerStore.wording, to: EventSlots.wordings)
        fittings.add({ try ExchangeList.waiting($0, $1) }, to: HomeSlots.waiting)
        for list in [CustomerRoutes.segmented, UnitListRoutes.segmented] { fittings.add(list, to: SegmentSlots.lists) }
        fittings.add(ErasureStore.erasing, to: PrivacySlots.erasings)
        fittings.add(UnitDataStore.erasing, to: PrivacySlots.erasings)
        fittings.add({ try UnitDataStore.dossier($0, $1, $2) }, to: PrivacySlots.dossier)
        fittings.add({ try ErasureStore.words(of: $0, $1) }, to: PrivacySlots.words)
        fittings.add({ try ErasureStore.obstacle(for: $0, $1) }, to: PrivacySlots.obstacles)
        fittings.add(UnitStore.move, to: CustomerSlots.moves)
        fittings.add(WarrantyCardStore.move, to: CustomerSlots.moves)
        for move in [ExchangeStore.move, UnitGrantStore.move, UnitStore.moveVoids, UnitMergeStore.move] {
            fittings.add(move, to: CustomerSlots.moves)
        }
        fittings.add(CustomerParticularsStore.moveNumbers, to: CustomerSlots.moves)
        fittings.add(CustomerParticularsStore.moveAddresses, to: CustomerSlots.moves)
        fittings.add(CustomerStore.moveFiles, to: CustomerSlots.moves)
        for move in UnitMergeStore.moves { fittings.add(move, to: UnitSlots.moves) }
        fittings.add(CardMaker(MergeCard.card), to: CustomerSlots.cards)
        fittings.add(CardMaker(UnitMergeCard.card), to: UnitSlots.cards)
        fittings.add(CardMaker(OpenSerialCard.card), to: UnitSlots.cards)
        fittings.add(CardMaker(UnitOwners.card), to: UnitSlots.cards)
        fittings.add({ try ErasureStore.dossier($0, $1, $2) }, to: PrivacySlots.dossier)
        fittings.add({ try CustomerParticularsStore.cities(of: $0, $1) }, to: CustomerSlots.cities)
        let runs: [any RunKind] = [Retention(), UnitCoverRun(), LookForLikeness()]
        for kind in runs { fittings.add(kind, to: RunSlots.kinds) }
        addFiles(to: &fittings)
    }

    /// Who opens the page of such a thing sees its files.
    private static func addFiles(to fittings: inout Fittings) {
        for kind in [CustomerStore.files, UnitStore.files, ProductStore.files, DealerStore.files] {
            fittings.add(kind, to: AttachmentSlots.kinds)
        }
        fittings.add({ subject, _, tx in try CustomerStore.closing(of: subject, tx) }, to: AttachmentSlots.closings)
        fittings.add(
            CardMaker { customer, context, _, tx in try FilesCard.card(of: .customer(customer.id), context, tx) },
            to: CustomerSlots.cards)
        fittings.add(
            CardMaker { unit, context, _, tx in try FilesCard.card(of: .unit(unit.id), context, tx) },
            to: UnitSlots.cards)
        fittings.add(CardMaker { dealer, context, _, _ in AgencyCard.card(dealer, context) }, to: DealerSlots.cards)
        fittings.add(CardMaker(TrainingCard.card), to: DealerSlots.cards)
        fittings.add(
            CardMaker { dealer, context, _, tx in
                CollateralCard.card(dealer, context, try CollateralList.all(of: dealer.id, tx))
            }, to: DealerSlots.cards)
        fittings.add(
            CardMaker { dealer, context, _, tx in try FilesCard.card(of: .dealer(dealer.id), context, tx) },
            to: DealerSlots.cards)
    }

    /// Below whatever else the wings have put on the pages of this one.
    package static func addHistory(to fittings: inout Fittings) {
        fittings.add(
            CardMaker { dealer, context, _, tx in
                try HistoryCard.card(
                    of: .dealer(dealer.id),
                    leavingOut: context.may(ShebaChangeRoutes.list) ? [] : DealerStore.kindsOfMoney, context, tx)
            }, to: DealerSlots.cards)
        fittings.add(
            CardMaker { model, context, _, tx in try FilesCard.card(of: .product(model.id), context, tx) },
            to: ProductSlots.cards)
        fittings.add(
            CardMaker { model, context, _, tx in try HistoryCard.card(of: .product(model.id), context, tx) },
            to: ProductSlots.cards)
        fittings.add(
            CardMaker { customer, context, _, tx in try HistoryCard.card(of: .customer(customer.id), context, tx) },
            to: CustomerSlots.cards)
        fittings.add(
            CardMaker { unit, context, _, tx in try HistoryCard.card(of: .unit(unit.id), context, tx) },
            to: UnitSlots.cards)
    }
}

/// What events of this wing are about.
extension EventSubject {
    package static func customer(_ id: ID<Customer>) -> EventSubject { EventSubject("customer", id.value) }
    package static func unit(_ id: ID<Unit>) -> EventSubject { EventSubject("unit", id.value) }
    static func warrantyCard(_ id: ID<WarrantyCard>) -> EventSubject { EventSubject("warranty_card", id.value) }
    package static func product(_ id: ID<ProductModel>) -> EventSubject { EventSubject("product", id.value) }
    static func productGroup(_ id: ID<ProductGroup>) -> EventSubject { EventSubject("product_group", id.value) }
    package static func dealer(_ id: ID<Dealer>) -> EventSubject { EventSubject("dealer", id.value) }
    static func course(_ id: ID<Course>) -> EventSubject { EventSubject("course", id.value) }
    package static func certificate(_ id: ID<Certificate>) -> EventSubject { EventSubject("certificate", id.value) }
    static func shebaChange(_ id: ID<ShebaChange>) -> EventSubject { EventSubject("sheba_change", id.value) }
}
