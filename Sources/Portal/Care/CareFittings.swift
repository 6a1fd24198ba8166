import Base
import Domain
import Ground
import Web
import Work

/// What the wing of care puts into the slots of others.
package enum CareFittings {
    package static func add(to fittings: inout Fittings) {
        fittings.add(TemplateStore.naming, to: EventSlots.subjects)
        fittings.add(PlanServiceStore.naming, to: EventSlots.subjects)
        fittings.add(PlanEventWording.wording, to: EventSlots.wordings)
        let runs: [any RunKind] = [PlanDays(), PlanUnits.daily, PlanUnits.ofTemplate, PlanContracts()]
        for kind in runs { fittings.add(kind, to: RunSlots.kinds) }
        fittings.add({ try PlannedJobs.end($0, $1, $2, $3) }, to: JobSlots.ended)
        fittings.add(
            { job, company, tx in
                let service = try PlanServiceStore.find(ofJob: job.id, tx)
                return try ContractList.covering(job, service, company.clock, tx)
                    .map { JobContract(responseHours: $0.responseHours) }
            }, to: JobSlots.contract)
        for slot in [JobSlots.cancelled, JobSlots.givenBack] {
            fittings.add({ try PlannedJobs.giveBack($0, $1, $2, $3) }, to: slot)
        }
        fittings.add(PlanServiceStore.moveServices, to: UnitSlots.moves)
        fittings.add(PlanServiceStore.moveGiven, to: CustomerSlots.moves)
        fittings.add({ try PlannedJobs.plan($0, $1, $2) }, to: UnitSlots.merged)
        fittings.add({ try PlannedJobs.correct($0, $1, $2, $3) }, to: JobSlots.corrected)
        fittings.add(CheckAsking.asking, to: VisitSlots.asking)
        fittings.add(ReadingRoutes.asking, to: VisitSlots.asking)
        fittings.add(ReadingStore.move, to: UnitSlots.moves)
        fittings.add(CardMaker(ReadingsCard.ofUnit), to: UnitSlots.cards)
        fittings.add({ try PlanStepOfJob.onPaper($0, $1, $2) }, to: PaperSlots.order)
        fittings.add(CardMaker(PlanCard.ofJob), to: JobSlots.cards)
        fittings.add(CardMaker(ChecksCard.ofUnit), to: UnitSlots.cards)
        fittings.add(CardMaker(PlanCard.ofUnit), to: UnitSlots.cards)
        fittings.add(CardMaker(PlanCard.ofCustomer), to: CustomerSlots.cards)
        fittings.add(PlanDataStore.erasing, to: PrivacySlots.erasings)
        fittings.add({ try PlanDataStore.dossier($0, $1, $2) }, to: PrivacySlots.dossier)
        fittings.add({ try VisitCheckStore.dossier($0, $1, $2) }, to: PrivacySlots.dossier)
        fittings.add({ try GivenOfToday.lines($0, $1) }, to: VisitSlots.todayLines)
        fittings.add({ try DueList.waiting($0, $1) }, to: HomeSlots.waiting)
        fittings.add({ try FreeOfCharge.waivers($0, $1, $2) }, to: VisitSlots.waivers)
        addContracts(to: &fittings)
        SurveyRoomFittings.add(to: &fittings)
        QualityRoomFittings.add(to: &fittings)
    }

    private static func addContracts(to fittings: inout Fittings) {
        fittings.add(ContractStore.naming, to: EventSlots.subjects)
        fittings.add(ContractEventWording.wording, to: EventSlots.wordings)
        fittings.add(ContractStore.files, to: AttachmentSlots.kinds)
        fittings.add(CardMaker(CoveredCard.ofJob), to: JobSlots.cards)
        fittings.add({ try CoveredCard.known($0, $1, $2) }, to: JobSlots.known)
        fittings.add(CardMaker(ContractsCard.ofUnit), to: UnitSlots.cards)
        fittings.add(CardMaker(ContractsCard.ofCustomer), to: CustomerSlots.cards)
        fittings.add(CardMaker(ContractsCard.newOfCustomer), to: CustomerSlots.cards)
        fittings.add(ContractStore.move, to: CustomerSlots.moves)
        fittings.add(ContractStore.moveUnits, to: UnitSlots.moves)
        fittings.add({ try ContractDataStore.obstacle(for: $0, $1) }, to: PrivacySlots.obstacles)
        fittings.add({ try ContractDataStore.hasDealt($0, since: $1, $2) }, to: PrivacySlots.dealings)
        fittings.add(ContractDataStore.erasing, to: PrivacySlots.erasings)
        fittings.add({ try ContractDataStore.dossier($0, $1, $2) }, to: PrivacySlots.dossier)
    }
}
