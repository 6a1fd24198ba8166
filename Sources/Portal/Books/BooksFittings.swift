import Base
import Ground
import Work

/// What the wing of the customers' money puts into the slots of others.
package enum BooksFittings {
    package static func add(to fittings: inout Fittings) {
        for naming in [BillStore.naming, ReceiptStore.naming] { fittings.add(naming, to: EventSlots.subjects) }
        for kind in [ChangePrices.kind, ChangeVAT.kind, ChangeDealerCash.kind, CreditInvoice.kind] {
            fittings.add(kind, to: ProposalSlots.kinds)
        }
        fittings.add({ try ForeseePrice.charge($0, $1, $2) }, to: VisitSlots.charge)
        fittings.add({ try DealerCashStore.obstacle(toCorrecting: $0, $1) }, to: VisitSlots.settled)
        fittings.add({ try BillGate.gate($0, $1) }, to: WorkshopSlots.gates)
        fittings.add(CardMaker(JobBillCard.card), to: JobSlots.cards)
        fittings.add(CardMaker(CustomerBillsCard.card), to: CustomerSlots.cards)
        fittings.add({ try BooksWaiting.counts($0, $1) }, to: HomeSlots.waiting)
        // What was billed is neither another's now nor undone: its invoice is taken back first.
        fittings.add({ try BillStore.complaint(of: $0.id, $1) }, to: JobSlots.uncorrectable)
        fittings.add(
            { job, _, _, tx in if let complaint = try BillStore.complaint(of: job, tx) { throw complaint } },
            to: JobSlots.cancelled)
        fittings.add({ try DealerCashStore.end($0, $1, $2, $3) }, to: JobSlots.ended)
        fittings.add({ job, actor, _, tx in try DraftStore.drop(of: job, by: actor, tx) }, to: JobSlots.corrected)
        addPrivacy(to: &fittings)
    }

    private static func addPrivacy(to fittings: inout Fittings) {
        for move in [ReceivableStore.move, ReceiptStore.moves] { fittings.add(move, to: CustomerSlots.moves) }
        for erasing in [BillStore.erasing, ReceiptStore.erasing] { fittings.add(erasing, to: PrivacySlots.erasings) }
        fittings.add({ try ReceivableStore.obstacle(for: $0, $1) }, to: PrivacySlots.obstacles)
        fittings.add({ try ReceivableStore.hasDealt($0, since: $1, $2) }, to: PrivacySlots.dealings)
        fittings.add({ try BillStore.dossier($0, $1, $2) }, to: PrivacySlots.dossier)
        fittings.add({ try ReceiptStore.dossier($0, $1, $2) }, to: PrivacySlots.dossier)
    }
}
