/// Whether two machines that were written down may become one.
public struct MayMergeUnits: Sendable {
    /// For so many days it can be taken back.
    public static let daysToUndo = 30

    /// - Parameters:
    ///   - models: the code of each.
    ///   - isGone: of either, whether it has become another already.
    /// - Throws: `units.merge.…`
    public init(
        keeping kept: ID<Unit>, merging gone: ID<Unit>, models: (kept: String, gone: String), isGone: Bool,
        reason: String
    ) throws(Complaint) {
        guard kept != gone else { throw Complaint("units.merge.itself") }
        guard !isGone else { throw Complaint("units.merge.no_more") }
        guard models.kept == models.gone else { throw Complaint("units.merge.model", models.kept, models.gone) }
        guard !reason.isEmpty else { throw Complaint("units.merge.reason_missing") }
    }

    /// - Throws: `units.merge.…`
    public static func checkUndo(madeAt: Instant, now: Instant, isUndone: Bool) throws(Complaint) {
        guard !isUndone else { throw Complaint("units.merge.undone_already") }
        guard now <= madeAt.adding(seconds: Int64(daysToUndo) * 86_400) else {
            throw Complaint("units.merge.late", String(daysToUndo))
        }
    }

    /// The days of the one that goes which nobody knows of the one that stays.
    public static func filled(_ kept: UnitDates, from gone: UnitDates) -> [CoverDay: CalendarDay] {
        CoverDay.allCases.reduce(into: [:]) { all, day in
            if kept[day] == nil, let known = gone[day] { all[day] = known }
        }
    }
}

/// Marks the ids of merges: two machines that became one.
public enum UnitMerge {}
