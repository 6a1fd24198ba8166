import Base
import Ground
import Work

/// What the wing of parts puts into the slots of others.
package enum StockFittings {
    package static func add(to fittings: inout Fittings) {
        PartFittings.add(to: &fittings)
        CodingFittings.add(to: &fittings)
        PartFittings.addHistory(to: &fittings)
        fittings.add({ try PlaceStore.addSingles($1) }, to: CompanySlots.made)
        for kind in StockProposals.kinds { fittings.add(kind, to: ProposalSlots.kinds) }
        for erasing in [
            PartDebtStore.erasing, PartChargeStore.erasing, PaperStore.erasing, GapStore.erasing, CountStore.erasing,
        ] {
            fittings.add(erasing, to: PrivacySlots.erasings)
        }
        fittings.add(PlaceStore.naming, to: EventSlots.subjects)
        fittings.add(PaperStore.naming, to: EventSlots.subjects)
        fittings.add(CountStore.naming, to: EventSlots.subjects)
        fittings.add(PartDebtStore.naming, to: EventSlots.subjects)
        fittings.add(PartChargeStore.naming, to: EventSlots.subjects)
        fittings.add(PartDebtStore.boxes, to: EventSlots.subjects)
        fittings.add({ try FitParts.prepare($0, by: $1, in: $2, $3) }, to: VisitSlots.fitted)
        fittings.add({ try UnfitParts.run($0, by: $1, in: $2, $3) }, to: VisitSlots.unfitted)
        LoanFittings.add(to: &fittings)
        fittings.add(CardMaker(BenchPartsCard.card), to: WorkshopSlots.cards)
        fittings.add({ try BenchPartStore.fitted(of: $0, $1) }, to: WorkshopSlots.parts)
        fittings.add(CardMaker { try JobRequestsCard.card($0, $1, $2, $3) }, to: WorkshopSlots.cards)
        addOrders(to: &fittings)
        fittings.add(RemindOfDebts(), to: RunSlots.kinds)
        fittings.add(ProveStock(), to: RunSlots.kinds)
        fittings.add(CardMaker(UnitSwapsCard.card), to: UnitSlots.cards)
        fittings.add({ try PartChargeStore.waiting($0, $1) }, to: HomeSlots.waiting)
        fittings.add({ try PartHoldList.holds($0, $1, $2) }, to: JobSlots.holds)
        fittings.add(DebtBlockList.kind, to: DispatchSlots.blocks)
        fittings.add({ try DebtsOfToday.lines($0, $1) }, to: VisitSlots.todayLines)
        addRequests(to: &fittings)
    }

    private static func addOrders(to fittings: inout Fittings) {
        fittings.add(OrderStore.naming, to: EventSlots.subjects)
        fittings.add(OrderStore.erasing, to: PrivacySlots.erasings)
        fittings.add({ try OrderReceiptStore.recalled($0, by: $1, $3) }, to: PaperSlots.reversed)
        fittings.add(CardMaker { try PaperOrderCard.card($0, $1, $2, $3) }, to: PaperSlots.cards)
        fittings.add({ try OrdersWaiting.counts($0, $1) }, to: HomeSlots.waiting)
        fittings.add({ try CountsWaiting.counts($0, $1) }, to: HomeSlots.waiting)
    }

    private static func addRequests(to fittings: inout Fittings) {
        fittings.add(RequestStore.erasing, to: PrivacySlots.erasings)
        fittings.add(RequestStore.naming, to: EventSlots.subjects)
        fittings.add({ try RequestSendStore.received($0, by: $1, in: $2, $3) }, to: PaperSlots.received)
        fittings.add({ try RequestSendStore.recalled($0, by: $1, in: $2, $3) }, to: PaperSlots.reversed)
        fittings.add(CardMaker { try PaperRequestCard.card($0, $1, $2, $3) }, to: PaperSlots.cards)
        fittings.add(
            CardMaker { paper, context, _, tx in
                context.actor.dealer == nil ? try HistoryCard.card(of: .stockPaper(paper.id), context, tx) : nil
            }, to: PaperSlots.cards)
        fittings.add({ try PartHolderList.holders($0, $1) }, to: DispatchSlots.holders)
        fittings.add({ try ReservationStore.sweep($0, $1) }, to: CompanySlots.sweeps)
        fittings.add({ try RequestsWaiting.counts($0, $1) }, to: HomeSlots.waiting)
        fittings.add({ try RequestsWaiting.lines($0, $1) }, to: VisitSlots.todayLines)
        addRequestsToJobs(to: &fittings)
    }

    /// A job that ends, or goes to another dealer, waits for no part any more.
    private static func addRequestsToJobs(to fittings: inout Fittings) {
        fittings.add(CardMaker { job, context, _, _ in JobWaitsCard.card(job, context) }, to: JobSlots.cards)
        fittings.add(CardMaker { try JobRequestsCard.card($0, $1, $2, $3) }, to: JobSlots.cards)
        fittings.add(CardMaker(JobGapsCard.card), to: JobSlots.cards)
        fittings.add(
            { job, actor, _, tx in try RequestDeedStore.drop(of: job.id, by: actor.person, tx) },
            to: JobSlots.ended)
        for slot in [JobSlots.cancelled, JobSlots.givenBack] {
            fittings.add({ job, actor, _, tx in try RequestDeedStore.drop(of: job, by: actor.person, tx)() }, to: slot)
        }
        fittings.add({ job, tx in try RequestDeedStore.drop(of: job, by: nil, tx)() }, to: JobSlots.released)
    }
}
