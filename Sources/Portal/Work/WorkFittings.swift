import Base
import Database
import Domain
import Ground
import Web

/// What the wing of work puts into the slots of others.
package enum WorkFittings {
    package static func add(to fittings: inout Fittings) {
        fittings.add(JobStore.naming, to: EventSlots.subjects)
        fittings.add({ try FaultCodeStore.addUsual($0, $1) }, to: CompanySlots.made)
        fittings.add(JobRoutes.segmented, to: SegmentSlots.lists)
        fittings.add(JobEventWording.inHistory, to: EventSlots.wordings)
        for kind in [JobStore.files, VisitStore.files, VisitStore.signatures] {
            fittings.add(kind, to: AttachmentSlots.kinds)
        }
        fittings.add(CardMaker(JobCoverCard.card), to: JobSlots.cards)
        fittings.add(
            CardMaker { job, context, _, tx in try FilesCard.card(of: .job(job.id), context, tx) },
            to: JobSlots.cards)
        fittings.add(CardMaker(PromiseCard.card), to: JobSlots.cards)
        fittings.add(CardMaker(JobWaitCard.card), to: JobSlots.cards)
        fittings.add(CardMaker(FollowUpCard.card), to: JobSlots.cards)
        fittings.add(CardMaker(EstimateCard.card), to: JobSlots.cards)
        fittings.add(CardMaker(SketchCard.card), to: JobSlots.cards)
        fittings.add(CardMaker(JobLinkCard.card), to: JobSlots.cards)
        fittings.add(CardMaker(PaperCard.card), to: JobSlots.cards)
        fittings.add(CardMaker(JobAnswerCard.card), to: JobSlots.cards)
        fittings.add(CardMaker(JobCorrectionCard.card), to: JobSlots.cards)
        fittings.add(CardMaker(VisitCorrectionCard.card), to: JobSlots.cards)
        fittings.add(
            { job, actor, _, tx in
                if job.before.customer != job.after.customer {
                    try JobLinkStore.revokeAll(of: job.after.id, by: actor.person, tx)
                    try EstimateStore.close(job.after.id, tx)
                    try JobWaitingStore.goOn(from: [.approval], job.after.id, tx)
                }
            }, to: JobSlots.corrected)
        fittings.add({ try CustomerDataStore.cities(of: $0, $1) }, to: CustomerSlots.cities)
        fittings.add(PinStore.ofAddresses, to: CustomerSlots.pins)
        fittings.add(JobStore.moveUnit, to: UnitSlots.moves)
        let runs: [any RunKind] = [
            CountFigures(), RoundRun(), ExpireOffers(), TellPromises(), RecountPromises(),
        ]
        for kind in runs { fittings.add(kind, to: RunSlots.kinds) }
        addWorkshop(to: &fittings)
        addPrivacy(to: &fittings)
        for move in [CustomerDataStore.move, JobAnswerStore.move, PinStore.move, EstimateStore.move] {
            fittings.add(move, to: CustomerSlots.moves)
        }
        fittings.add({ try DealerLoadList.loads(of: $0, today: $1, $2) }, to: DealerSlots.load)
        fittings.add(CardMaker(DealerJobs.card), to: DealerSlots.cards)
        fittings.add(CardMaker(MoveCard.card), to: DealerSlots.cards)
        fittings.add(CardMaker(LeaveCard.card), to: DealerSlots.cards)
        fittings.add(CardMaker(DealerWorkLinks.card), to: DealerSlots.cards)
        fittings.add(CardMaker(CustomerJobs.card), to: CustomerSlots.cards)
        fittings.add(CardMaker(CustomerJobs.newJob), to: CustomerSlots.cards)
        fittings.add(CardMaker(UnitJobs.card), to: UnitSlots.cards)
        fittings.add(CardMaker(UnitVisits.visits), to: UnitSlots.cards)
        fittings.add(CardMaker(UnitVisits.parts), to: UnitSlots.cards)
        fittings.add(CardMaker(UnitRatings.card), to: UnitSlots.cards)
    }

    private static func addWorkshop(to fittings: inout Fittings) {
        for naming in [BenchStore.naming, BenchItemStore.naming] { fittings.add(naming, to: EventSlots.subjects) }
        fittings.add(CardMaker(InWorkshopCard.card), to: JobSlots.cards)
        // A machine that stands in our house is given back, with or without a repair: its job does not just vanish.
        fittings.add(
            { job, _, _, tx in
                if try BenchItemList.of(job, tx)?.state.isEnded == false { throw Complaint("workshop.job_here") }
            }, to: JobSlots.cancelled)
        fittings.add({ try WorkshopWaiting.counts($0, $1) }, to: HomeSlots.waiting)
        fittings.add(ChangeStorageRule.kind, to: ProposalSlots.kinds)
        fittings.add(RemindOfStorage(), to: RunSlots.kinds)
    }

    private static func addPrivacy(to fittings: inout Fittings) {
        fittings.add({ try CustomerDataStore.addresses(of: $0, $1) }, to: PrivacySlots.words)
        fittings.add({ try CustomerDataStore.obstacle(for: $0, $1) }, to: PrivacySlots.obstacles)
        fittings.add(
            { try CustomerDataStore.due(since: $0, beyond: $1, limit: $2, $3) }, to: PrivacySlots.due)
        for erasing in [
            CustomerDataStore.erasing, CustomerVisitStore.erasing, CustomerReasonStore.erasing, JobLinkStore.erasing,
            JobAnswerStore.erasing, EstimateStore.erasing, BenchItemStore.erasing, HandOverStore.erasing,
            StorageStore.erasing,
        ] {
            fittings.add(erasing, to: PrivacySlots.erasings)
        }
        fittings.add({ try CustomerDataStore.dossier($0, $1, $2) }, to: PrivacySlots.dossier)
        fittings.add({ try CustomerVisitStore.dossier($0, $1, $2) }, to: PrivacySlots.dossier)
        fittings.add({ try JobAnswerStore.dossier($0, $1, $2) }, to: PrivacySlots.dossier)
        fittings.add({ try EstimateStore.dossier($0, $1, $2) }, to: PrivacySlots.dossier)
        fittings.add({ try BenchItemStore.dossier($0, $1, $2) }, to: PrivacySlots.dossier)
        fittings.add({ try HandOverStore.dossier($0, $1, $2) }, to: PrivacySlots.dossier)
        fittings.add({ try StorageStore.dossier($0, $1, $2) }, to: PrivacySlots.dossier)
        fittings.add({ try AppointmentWishStore.dossier($0, $1, $2) }, to: PrivacySlots.dossier)
    }
}
