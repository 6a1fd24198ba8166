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
        for erasing in [PartDebtStore.erasing, PaperStore.erasing, GapStore.erasing] {
            fittings.add(erasing, to: PrivacySlots.erasings)
        }
        fittings.add(PlaceStore.naming, to: EventSlots.subjects)
        fittings.add(PaperStore.naming, to: EventSlots.subjects)
        fittings.add(PartDebtStore.naming, to: EventSlots.subjects)
        fittings.add(PartDebtStore.boxes, to: EventSlots.subjects)
        fittings.add({ try FitParts.prepare($0, by: $1, in: $2, $3) }, to: VisitSlots.fitted)
        fittings.add({ try DebtsOfToday.lines($0, $1) }, to: VisitSlots.todayLines)
    }
}
