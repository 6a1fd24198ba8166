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
        let runs: [any RunKind] = [PlanDays(), PlanUnits.daily, PlanUnits.ofTemplate]
        for kind in runs { fittings.add(kind, to: RunSlots.kinds) }
        fittings.add({ try PlannedJobs.end($0, $1, $2, $3) }, to: JobSlots.ended)
        fittings.add({ try PlannedJobs.giveBack($0, $1, $2, $3) }, to: JobSlots.cancelled)
        fittings.add(PlanServiceStore.moveServices, to: UnitSlots.moves)
        fittings.add({ try PlannedJobs.plan($0, $1, $2) }, to: UnitSlots.merged)
        fittings.add({ try PlannedJobs.correct($0, $1, $2, $3) }, to: JobSlots.corrected)
        fittings.add(CardMaker(PlanCard.ofJob), to: JobSlots.cards)
        fittings.add(CardMaker(PlanCard.ofUnit), to: UnitSlots.cards)
        fittings.add(CardMaker(PlanCard.ofCustomer), to: CustomerSlots.cards)
        fittings.add(PlanDataStore.erasing, to: PrivacySlots.erasings)
        fittings.add({ try PlanDataStore.dossier($0, $1, $2) }, to: PrivacySlots.dossier)
        fittings.add({ try GivenOfToday.lines($0, $1) }, to: VisitSlots.todayLines)
    }
}
