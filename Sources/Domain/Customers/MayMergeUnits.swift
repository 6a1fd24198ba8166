/// Whether two machines that were written down may become one.
public struct MayMergeUnits: Sendable {
    /// For so many days it can be taken back.
    public static let daysToUndo = 30

    public let kept: ID<Unit>
    public let gone: ID<Unit>
    public let reason: String

    /// - Parameters:
    ///   - models: the code of each.
    ///   - isGone: of either, whether it has become another already.
    ///   - exchange: what they have to do with each other by exchanges.
    /// - Throws: `units.merge.…`
    public init(
        keeping kept: ID<Unit>, merging gone: ID<Unit>, models: (kept: String, gone: String), isGone: Bool,
        exchange: ExchangeBetween, reason: String
    ) throws(Complaint) {
        guard kept != gone else { throw Complaint("units.merge.itself") }
        guard !isGone else { throw Complaint("units.merge.no_more") }
        guard models.kept == models.gone else { throw Complaint("units.merge.model", models.kept, models.gone) }
        switch exchange {
        case .none: break
        case .oneForTheOther: throw Complaint("units.merge.exchanged")
        case .coverOfAnother: throw Complaint("units.merge.others_cover")
        case .bothWait: throw Complaint("units.merge.both_wait")
        }
        guard !reason.isEmpty else { throw Complaint("units.merge.reason_missing") }
        (self.kept, self.gone, self.reason) = (kept, gone, reason)
    }

    /// - Parameter isGone: whether the one that stayed has become another meanwhile, and all that came with it.
    /// - Throws: `units.merge.…`
    public static func checkUndo(
        madeAt: Instant, now: Instant, isUndone: Bool, isGone: Bool
    ) throws(Complaint) {
        guard !isUndone else { throw Complaint("units.merge.undone_already") }
        guard !isGone else { throw Complaint("units.merge.undo_first") }
        guard now <= madeAt.adding(seconds: Int64(daysToUndo) * 86_400) else {
            throw Complaint("units.merge.late", String(daysToUndo))
        }
    }
}

/// What two machines have to do with each other by exchanges.
public enum ExchangeBetween: Sendable {
    case none
    /// One came, or is asked for, in the other's place, or both came for the same one: they are two.
    case oneForTheOther
    /// They are of two customers, and one has the cover of a machine that it came for: two people gave that to its owner alone.
    case coverOfAnother
    /// Of each somebody has still to say whether it is exchanged.
    case bothWait
}

/// Marks the ids of merges: two machines that became one.
public enum UnitMerge {}
