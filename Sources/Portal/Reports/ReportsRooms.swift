import Ground

/// The rooms of this wing that can be called.
package enum ReportsRooms {
    package static var all: [any RoomRoutes.Type] {
        [
            ReportRoutes.self, ReportJobRoutes.self, WarningRoutes.self, AlarmRoutes.self, ProfitRoutes.self,
            ProfitEntryRoutes.self,
        ]
    }
}

/// What the wing of reports puts into the slots of others.
package enum ReportsFittings {
    package static func add(to fittings: inout Fittings) {
        fittings.add(BuildReports(), to: RunSlots.kinds)
        for naming in [AlarmRoutes.naming, ProfitEntryRoutes.naming] { fittings.add(naming, to: EventSlots.subjects) }
        fittings.add({ try MonthCard.card($0, $1) }, to: HomeSlots.cards)
    }
}
