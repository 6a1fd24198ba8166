import Base
import Database
import Domain
import Ground
import Web
import Work

/// What the wing of fees puts into the slots of others.
package enum FeesFittings {
    package static func add(to fittings: inout Fittings) {
        for naming in [ClaimStore.naming, TariffStore.naming, WhatIfStore.naming, ClaimRuleStore.naming] {
            fittings.add(naming, to: EventSlots.subjects)
        }
        fittings.add(ClaimSettingStore.wording, to: EventSlots.wordings)
        fittings.add(ChangeClaimSettings.kind, to: ProposalSlots.kinds)
        fittings.add(ChangeClaimRule.kind, to: ProposalSlots.kinds)
        fittings.add(ChangeStandardTimes.kind, to: ProposalSlots.kinds)
        fittings.add(ChangeBenchTerms.kind, to: ProposalSlots.kinds)
        fittings.add(
            { context in
                let isAll = context.may(BenchPayRoutes.list)
                let href = context.pathIfAllowed(isAll ? BenchPayRoutes.list : BenchPayRoutes.mine)
                return href.map {
                    WorkshopLink(href: $0, label: context.words(isAll ? "bench_pay.title" : "bench_pay.mine"))
                }
            }, to: WorkshopSlots.links)
        fittings.add({ try AppealList.waiting($0, $1) }, to: HomeSlots.waiting)
        fittings.add({ try await ClaimDefaults(root: $0).run(in: $1) }, to: CompanySlots.opened)
        fittings.add(
            { job, actor, company, tx in
                // What the company's own workshop has done earns no dealer's fee.
                guard job.dealer != nil else { return {} }
                return { try ClaimEndedJob(job: job).run(by: actor.person, in: company, tx) }
            },
            to: JobSlots.ended)
        fittings.add({ try ClaimStore.obstacle(toCorrecting: $0, $1) }, to: JobSlots.uncorrectable)
        fittings.add(
            { job, tx in
                try ClaimSettingStore.standardMinutes(tx)[StandardTime(service: job.serviceType, group: job.group)]
            }, to: WorkshopSlots.standards)
        fittings.add(
            { try RepriceJob(job: $0.after, isVisit: $0.isVisit).run(by: $1.person, in: $2, $3) },
            to: JobSlots.corrected)
        for kind in [ClaimStore.files, AppealStore.files] { fittings.add(kind, to: AttachmentSlots.kinds) }
        fittings.add({ try ClaimStore.closing(of: $0, for: $1, $2) }, to: AttachmentSlots.closings)
        fittings.add({ try CustomerClaimStore.obstacle(for: $0, $1) }, to: PrivacySlots.obstacles)
        for erasing in [
            CustomerFactsStore.erasing, CustomerClaimStore.erasing, CustomerAppealStore.erasing,
            CustomerReversalStore.erasing,
        ] { fittings.add(erasing, to: PrivacySlots.erasings) }
        fittings.add({ try ClaimsOfToday.lines($0, $1) }, to: VisitSlots.todayLines)
        let runs: [any RunKind] = [
            DueClaims(), ScoreWaits(), WaitingJobs.ofTariff, WaitingJobs.ofDealer, WhatIfs(), Bookings(),
        ]
        for kind in runs { fittings.add(kind, to: RunSlots.kinds) }
        fittings.add({ try CalculationStore.payable(of: $0, $1) }, to: JobSlots.fees)
        fittings.add(CardMaker(FeeLinesView.card), to: JobSlots.cards)
        fittings.add(CardMaker(ForeseeCharge.card), to: JobSlots.cards)
        fittings.add({ try ForeseeCharge.charge($0, $1, $2) }, to: VisitSlots.charge)
        fittings.add(CardMaker(DealerPayView.card), to: DealerSlots.cards)
    }
}
